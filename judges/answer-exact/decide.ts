import { type Answer, readAnswer, statement } from './answer.ts'
import { decideList, partsOf } from './decide-list.ts'
import { decideKind, decideOther } from './decide-other.ts'
import { decideText } from './decide-text.ts'
import { decideValue } from './decide-value.ts'
import { type AnswerQuestion, type Decision, sure, unsure } from './decision.ts'
import { declinesToAnswer, hesitation, onlyDeclines, tellsOfNothing } from './decline.ts'
import { type Echo, echoOf } from './echo.ts'
import { endorsed } from './endorse.ts'
import { fold, lower, plain } from './fold.ts'
import { findersOf, variants } from './golds.ts'
import type { Finder } from './mentions.ts'
import { readValue } from './values.ts'

/** A longer answer says more than form can weigh, and a longer gold answer is no short one. */
const LONGEST = { answer: 4000, gold: 300 }

/** Compares an answer with the gold ones by form alone. The rules are listed in docs/hallucination.md. */
export function decide(output: string, question: AnswerQuestion): Decision {
  const trimmed = output.trim()
  if (trimmed.length > LONGEST.answer || question.golds.every(gold => gold.length > LONGEST.gold))
    return unsure('too long')
  const short = question.golds.filter(gold => gold.length <= LONGEST.gold)
  const golds = [...new Set(short.flatMap(variants))]
  const echo = echoOf(fold(question.text))
  const whole = readAnswer(trimmed)
  const finders = findersOf(golds, question.text)
  const wrongs = question.wrong === undefined ? [] : findersOf(variants(question.wrong), question.text)
  const isNamed = [...finders, ...wrongs].some(find =>
    whole.sentences.some(({ forms }) => forms.some(form => find(form).length > 0)),
  )
  if (!isNamed && declinesToAnswer(whole.text)) {
    const names = (clause: string) => echo.novel(clause).some(({ text }) => isName(text, clause, trimmed))
    const declines = onlyDeclines(whole.text, names) && !question.golds.some(gold => tellsOfNothing(fold(gold)))
    return declines ? sure('not-attempted', 'declines to answer') : unsure('declines, or does not')
  }
  const hesitates = isNamed ? (hesitation.exec(whole.text)?.[0].length ?? 0) : 0
  const answer = hesitates > 0 ? readAnswer(plain(trimmed).slice(hesitates)) : whole
  if (question.wrong !== undefined)
    return endorsed(answer, finders, wrongs, echo) ?? compareForms(answer, golds, finders, question, echo)
  const compare = (part: Answer): Decision => compareForms(part, golds, finders, question, echo)
  const decision = compare(answer)
  const said = statement(answer)
  if (decision.label !== 'correct' || said === undefined) return decision
  return compare(readAnswer(said)).label === 'correct'
    ? decision
    : unsure('states that another answer is the right one')
}

function compareForms(
  answer: Answer,
  golds: readonly string[],
  finders: readonly Finder[],
  question: AnswerQuestion,
  echo: Echo,
): Decision {
  const [list = []] = golds.map(partsOf).filter(parts => parts.length > 0)
  const values = golds.flatMap(gold => readValue(gold, question.text) ?? [])
  const byText = values.length === 0 && list.length === 0
  return (
    (values.length > 0 ? decideValue(answer, values, question, echo) : undefined) ??
    (values.length === golds.length ? undefined : decideText(answer, golds, finders, question, echo)) ??
    (list.length > 0 ? decideList(answer, list, question.text, echo) : undefined) ??
    (byText ? (decideKind(answer, golds, echo) ?? decideOther(answer, golds, question, echo)) : undefined) ??
    unsure('gold answer not found')
  )
}

/** A number, or a word that is written with a capital inside the answer. */
function isName(word: string, clause: string, output: string): boolean {
  if (/^\d/.test(word)) return true
  if (/\p{Script=Han}/u.test(word)) return false
  const at = lower(output).indexOf(` ${word}`)
  return at > 0 && /^ \p{Lu}/u.test(output.slice(at)) && clause.includes(word)
}
