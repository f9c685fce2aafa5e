import { isReflective } from '../behaviour/detect/reflection.ts'
import type { RowText } from '../overlap/training-row.ts'
import { isNumeric } from './gold.ts'
import { asksForProof, needsImage } from './question-rules.ts'
import type { Rule } from './rules.ts'
import { foreignScripts, type Script, scriptOf } from './script-of.ts'
import { isLooping, isTruncated } from './trace-rules.ts'

/** A row of distilled data: what is asked, and what the teacher said, its thoughts included. */
export interface Exchange {
  question: string
  /** The last answer. */
  response: string
  /** All that is answered, with reasoning that stands in a field of its own. */
  trace: string
  language: Script
}

/** What a grader made of a response. */
export interface Graded {
  /** Nothing where no final answer was found for certain. */
  answer?: string
  boxed: boolean
  /** Beside the gold answer, where one is known. */
  verdict?: 'correct' | 'incorrect' | 'undecided'
}

export function exchangeOf(texts: readonly RowText[]): Exchange {
  const say = (role: RowText['role']): string[] => texts.flatMap(text => (text.role === role ? [text.text] : []))
  const question = say('question').join('\n')
  const answers = say('answer')
  return { question, response: answers.at(-1) ?? '', trace: answers.join('\n'), language: scriptOf(question) }
}

/**
 * The rules that a row breaks or shows, by its own texts. An answer that is missing since the response breaks off, goes round in
 * circles or is a proof is told as that and nothing else.
 */
export function checkRow(
  exchange: Exchange,
  row: Readonly<Record<string, unknown>>,
  graded: Graded | undefined,
): Rule[] {
  const { question, response, trace } = exchange
  if (question.trim() === '' || response.trim() === '') return ['empty']
  const found: Rule[] = []
  if (needsImage(question)) found.push('image')
  if (asksForProof(question)) found.push('proof')
  if (isLooping(trace)) found.push('looping')
  else if (isTruncated(response, row)) found.push('truncated')
  found.push(...languageRules(exchange))
  const isExplained = found.some(rule => rule === 'proof' || rule === 'looping' || rule === 'truncated')
  if (graded !== undefined) found.push(...answerRules(graded, isExplained))
  if (isReflective(trace)) found.push('reflective')
  return found
}

function languageRules({ question, trace, language }: Exchange): Rule[] {
  const script = scriptOf(trace)
  const asked = new Set<Script>([language, ...foreignScripts(question, language)])
  if (script !== 'none' && language !== 'none' && !asked.has(script)) return ['other-language']
  return foreignScripts(trace, script).some(other => !asked.has(other)) ? ['mixed-language'] : []
}

function answerRules({ answer, boxed, verdict }: Graded, isExplained: boolean): Rule[] {
  if (answer === undefined) return isExplained ? [] : ['no-answer']
  const found: Rule[] = []
  if (!isExplained && !boxed) found.push('not-boxed')
  if (!isExplained && !isNumeric(answer)) found.push('not-numeric')
  if (verdict === 'incorrect') found.push('wrong-answer')
  if (verdict === 'undecided') found.push('undecided')
  return found
}
