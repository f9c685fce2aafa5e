import { agrees, asksYear, type DateParts, dates, sameDate, wholeDate } from './dates.ts'
import { type AnswerQuestion, type Decision, disqualified, type Place, sure, unsure } from './decision.ts'
import { digits, fold, sentences } from './fold.ts'
import { isAlternative, isNegated } from './mentions.ts'
import { type Quantity, quantities, sameQuantity, wholeQuantity } from './quantities.ts'
import { declinesToAnswer, isTakenBack, statement, venturesAnyway } from './stance.ts'

type Value = Quantity | DateParts
type Read = Place & { value: Value }

/** The gold answer as a number or a date, or undefined where it is neither. A year is none where a count is asked. */
export function readValue(gold: string, question: string): Value | undefined {
  const text = digits(fold(gold)).replace(/[.。]$/, '')
  const asksCount = /how (?:many|much|far|long|high|tall)|多少|几/i.test(question)
  const date = /^\d+$/.test(text) && asksCount ? undefined : wholeDate(text)
  return date ?? wholeQuantity(text)
}

/** Reads the answer's numbers or dates, whichever the gold is; undefined where there are none. */
export function decideValue(text: string, golds: readonly Value[], question: AnswerQuestion): Decision | undefined {
  const yearOnly = asksYear(question.text)
  const hits = ({ value }: { value: Value }) => golds.some(gold => matches(gold, value, yearOnly))
  const asked = readings(fold(question.text), golds)
  const inQuestion = (read: Read) => asked.some(other => matches(other.value, read.value, false))
  const relevant = (part: string) => readings(part, golds).filter(read => hits(read) || !inQuestion(read))
  const all = relevant(text)
  const good = all.filter(hits)
  const last = good.at(-1)
  if (last === undefined) return all.length === 0 ? undefined : wrongValue(text, all, golds)
  if (isTakenBack(text, last.sentence)) return disqualified('taken back')
  if (good.every(({ sentence, span }) => isAlternative(sentence, span) || isRange(sentence, span)))
    return disqualified('one of several')
  if (asked.some(hits) && text.length > 40) return unsure('correct', 'the value is in the question too')
  const others = all.filter(read => !hits(read) && !fits(read.value, golds))
  if (others.length === 0) return sure('correct', 'same value')
  const focus = relevant(statement(text))
  const stated = focus.filter(({ sentence }) => sentence === focus[0]?.sentence)
  if (stated.every(hits)) return { label: 'correct', sure: others.length <= 2, why: 'states the value first' }
  return unsure(stated[0] !== undefined && hits(stated[0]) ? 'correct' : 'incorrect', 'several values')
}

/** What the text asserts: without what it denies or asks. */
function readings(text: string, golds: readonly Value[]): Read[] {
  const all = sentences(digits(spellOut(text, golds)))
  const read: (sentence: string) => Value[] = golds[0]?.kind === 'date' ? dates : quantities
  return all
    .filter(sentence => all.length === 1 || !sentence.endsWith('?'))
    .flatMap(sentence => read(sentence).map(value => ({ value, sentence, span: value })))
    .filter(({ sentence, span }) => !isNegated(sentence, span))
}

/** `one` is a number, and 755 a year, only where the gold answer is such a one. */
function spellOut(text: string, golds: readonly Value[]): string {
  if (golds.some(gold => gold.kind === 'number' && gold.value === 1))
    return text.replace(
      /(?<!\b(?:no|the|this|that|any|every|each|which) )\bone\b(?! (?:of|another|can|should|might)\b)/g,
      '1',
    )
  if (golds.some(gold => isEarlyYear(gold)))
    return text.replace(/(?<![\d.,])(\d{1,3})(?![\d.,]*\d| ?[年月日]| ?(?:ad|ce|bc))/g, '$1年')
  return text
}

const isEarlyYear = (gold: Value): boolean =>
  gold.kind === 'date' && gold.month === undefined && gold.year !== undefined && gold.year > 0 && gold.year < 1000

function matches(gold: Value, value: Value, yearOnly: boolean): boolean {
  if (gold.kind === 'date') return value.kind === 'date' && sameDate(gold, value, yearOnly)
  return value.kind === 'number' && sameQuantity(gold, value)
}

/** A coarser date that doesn't contradict, beside the full one. */
const fits = (value: Value, golds: readonly Value[]): boolean =>
  value.kind === 'date' && golds.some(gold => gold.kind === 'date' && agrees(gold, value))

const isRange = (sentence: string, { start, end }: Place['span']): boolean =>
  /(?:between|from|介于|从) *$|\d *(?:-|~|to|至|到) *$/.test(sentence.slice(0, start)) ||
  /^ *(?:-|~|to|至|到) *\d/.test(sentence.slice(end))

function wrongValue(text: string, all: readonly Read[], golds: readonly Value[]): Decision {
  if (declinesToAnswer(text) && !venturesAnyway(text)) return unsure('not-attempted', 'declines beside another value')
  if (all.every(({ value }) => fits(value, golds))) return unsure('incorrect', 'less than the whole date')
  if (all.some(({ value }) => value.kind === 'number' && value.bound)) return unsure('incorrect', 'a bound only')
  return { label: 'incorrect', sure: all.length === 1 && text.length < 200, why: 'another value' }
}
