import { decideText } from './decide-text.ts'
import { decideValue, readValue } from './decide-value.ts'
import { type AnswerQuestion, type Decision, unsure } from './decision.ts'
import { fold, sentences } from './fold.ts'
import { declinesToAnswer, venturesAnyway } from './stance.ts'

/** Compares an answer with the gold ones by form alone. The rules are listed in docs/hallucination.md. */
export function decide(output: string, question: AnswerQuestion): Decision {
  const golds = [...new Set(question.golds.flatMap(variants))]
  const text = fold(output)
  const values = golds.flatMap(gold => readValue(gold, question.text) ?? [])
  const names = golds.filter(gold => readValue(gold, question.text) === undefined)
  const readings = [
    values.length > 0 ? decideValue(text, values, question) : undefined,
    names.length > 0 ? decideText(text, names, question, values.length > 0) : undefined,
  ].filter(reading => reading !== undefined)
  const best =
    readings.find(({ disqualifies }) => disqualifies) ??
    readings.find(({ label }) => label === 'correct') ??
    readings[0]
  return best ?? decline(text, golds) ?? unsure('incorrect', 'gold answer not found')
}

/** The gold as it stands, without a closing remark in brackets, and that remark where it is in another script. */
function variants(gold: string): string[] {
  const trimmed = gold.trim()
  const [, outside, inside] = /^([^(（]+)[(（]([^()（）]+)[)）]\s*$/u.exec(trimmed) ?? []
  if (outside === undefined || inside === undefined) return [trimmed]
  const scripts = [outside, inside].map(part => /\p{Script=Han}/u.test(part))
  const otherScript = scripts[0] !== scripts[1] && /\p{L}{2}/u.test(inside)
  return [trimmed, outside.trim(), ...(otherScript ? [inside.trim()] : [])]
}

/** Declining is no attempt, unless the gold answer declines as well: then a model must compare the two. */
function decline(text: string, golds: readonly string[]): Decision | undefined {
  if (!declinesToAnswer(text)) return undefined
  if (venturesAnyway(text)) return unsure('incorrect', 'declines, then ventures another answer')
  const plain = text.length < 150 && declinesToAnswer(sentences(text)[0] ?? '')
  return {
    label: 'not-attempted',
    sure: plain && !golds.some(gold => declinesToAnswer(fold(gold))),
    why: 'declines to answer',
  }
}
