import { agrees, type DateParts, dates, sameDate, wholeDate } from './dates.ts'
import { digits, fold } from './fold.ts'
import type { Span } from './mentions.ts'
import { isAbout, type Quantity, quantities, sameQuantity, wholeQuantity } from './quantities.ts'
import { isUndecided } from './stance.ts'
import { askedUnit } from './units.ts'

/** A number or a date. */
export type Value = Quantity | DateParts
export interface Read {
  value: Value
  sentence: string
  span: Span
}

/** The gold answer as a number or a date, or undefined where it is neither. A year is none where a count is asked. */
export function readValue(gold: string, question: string): Value | undefined {
  const text = digits(fold(gold)).replace(/[.。]$/, '')
  if (text.length > 80) return undefined
  const asksCount = /how (?:many|much|far|long|high|tall)|多少|几/i.test(question)
  const date = /^\d+$/.test(text) && asksCount ? undefined : wholeDate(text)
  const value = date ?? wholeQuantity(text)
  if (value?.kind !== 'number' || value.unit !== undefined) return value
  const unit = askedUnit(fold(question))
  return unit === undefined ? value : { ...value, unit }
}

/** The values that the sentences state, with numerals as digits. */
export function readings(sentences: readonly string[], golds: readonly Value[]): Read[] {
  const read: (sentence: string) => Value[] = golds[0]?.kind === 'date' ? dates : quantities
  return sentences.flatMap(text => {
    const sentence = spellOut(digits(text), golds)
    const found = read(sentence).map(value => ({ value, sentence, span: value }))
    return golds[0]?.kind === 'date' ? found : withoutDates(found, sentence, golds)
  })
}

/** Of `(22 January 1924 - 5 December 1985)` the day that was asked for. */
export function ofLife(text: string, question: string): string {
  const asks = /\b(?:die|died|death|passed away)\b|去世|逝世|卒于|病逝/i.test(question)
    ? 'death'
    : /\b(?:born|birth)\b|出生|生于/i.test(question)
      ? 'birth'
      : undefined
  if (asks === undefined) return text
  return text.replace(
    /\(([^()-]{4,30})-([^()-]{4,30})\)/g,
    (_, birth: string, death: string) => `(${asks === 'birth' ? birth : death})`,
  )
}

export function matches(gold: Value, value: Value, yearOnly: boolean): boolean {
  if (gold.kind === 'date') return value.kind === 'date' && sameDate(gold, value, yearOnly)
  return value.kind === 'number' && sameQuantity(gold, value)
}

/** A coarser date that doesn't contradict beside the full one; the same measure in another unit. */
export const fits = (value: Value, golds: readonly Value[]): boolean =>
  golds.some(gold =>
    gold.kind === 'date'
      ? value.kind === 'date' && agrees(gold, value)
      : value.kind === 'number' && isAbout(gold, value),
  )

/** A range, a bound, a decade, one of two. */
export function isLoose({ value, sentence, span }: Read): boolean {
  if (value.kind === 'number' && (value.bound || value.fraction)) return true
  const before = sentence.slice(Math.max(0, span.start - 40), span.start)
  const after = sentence.slice(span.end, span.end + 40)
  return (
    isUndecided(before.split(/[,.;]/).at(-1) ?? '') ||
    /(?:between|from|before|after|since|until|till|by the end of|介于|从|至|到|早于|晚于)(?: the)? *$|\d *(?:-|~|to|至|到) *$/.test(
      before,
    ) ||
    /^ *(?:-|~|to|through|until|至|到) *\d|^ *(?:s\b|'s\b|年代|世纪|前后|左右|(?:年|月|日)?(?:之|以)?前(?!身)|(?:年|月|日)?(?:之|以)后|年?间|onwards?|or (?:so|earlier|later))/.test(
      after,
    )
  )
}

export const isFraction = (value: Value): boolean => value.kind === 'number' && value.fraction === true

/** A number that belongs to a date is no other number, unless it is the gold one. */
function withoutDates(found: readonly Read[], sentence: string, golds: readonly Value[]): Read[] {
  const given = dates(sentence)
  return found.filter(
    ({ value, span }) =>
      !given.some(date => date.start <= span.start && span.start < date.end) ||
      golds.some(gold => matches(gold, value, false)),
  )
}

/** `one` is a number, and 755 a year, only where the gold answer is such a one. */
function spellOut(text: string, golds: readonly Value[]): string {
  if (golds.some(gold => gold.kind === 'number' && gold.value === 1))
    return text.replace(
      /(?<!\b(?:no|the|this|that|any|every|each|which) )\bone\b(?! (?:of|another|can|should|might)\b)/g,
      '1',
    )
  if (golds.some(isEarlyYear))
    return text.replace(/(?<![\d.,])(\d{1,3})(?![\d.,]*\d| ?[年月日]| ?(?:ad|ce|bc))/g, '$1年')
  return text
}

const isEarlyYear = (gold: Value): boolean =>
  gold.kind === 'date' && gold.month === undefined && gold.year !== undefined && gold.year > 0 && gold.year < 1000
