import { type Answer, whyUnsettled, without } from './answer.ts'
import { agrees, asksYear, type DateParts, dates, sameDate, wholeDate } from './dates.ts'
import { type AnswerQuestion, type Decision, sure, unsure } from './decision.ts'
import { type Echo, tokens } from './echo.ts'
import { digits, fold } from './fold.ts'
import { isNegated, type Span } from './mentions.ts'
import { isAbout, type Quantity, quantities, roundsTo, sameQuantity, wholeQuantity } from './quantities.ts'
import { clauses } from './sentences.ts'
import { isUndecided } from './stance.ts'
import { askedUnit } from './units.ts'

export type Value = Quantity | DateParts
interface Read {
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

/** Reads the answer's numbers or dates, whichever the gold is; undefined where there are none. */
export function decideValue(
  answer: Answer,
  golds: readonly Value[],
  question: AnswerQuestion,
  echo: Echo,
): Decision | undefined {
  const yearOnly = asksYear(question.text)
  const isHit = ({ value }: { value: Value }) => golds.some(gold => matches(gold, value, yearOnly))
  const asked = readings([fold(question.text)], golds)
  const all = readings(
    answer.sentences.map(({ text }) => ofLife(text, question.text)),
    golds,
  ).filter(read => isHit(read) || !asked.some(other => matches(other.value, read.value, false)))
  if (all.length === 0) return undefined
  const hits = all.filter(isHit)
  const others = all.filter(read => !isHit(read) && !fits(read.value, golds))
  if (answer.sentences.some(({ text }) => text.endsWith('?'))) return unsure('asks')
  const why = unsettledBeside(answer, all, question)
  if (all.some(read => countsOther(read, echo))) return unsure('the number of something else')
  if (hits.length === 0) return wrongValue(answer, all, golds, question, why)
  if (hits.every(({ sentence, span }) => isNegated(sentence, span)))
    return others.length === 0 && answer.text.length < 100
      ? sure('incorrect', 'denies the value')
      : unsure('denies the value')
  if (why !== undefined) return unsure(why)
  if (hits.some(read => isLoose(read) && !golds.some(isFraction))) return unsure('a range or a bound')
  if (asked.some(isHit) && answer.text.length > 40) return unsure('the value is in the question too')
  if (others.length > 0)
    return isSingledOut(hits, others, echo)
      ? sure('correct', 'the value of what was asked')
      : isSingledOut(others, hits, echo) && others.length === 1
        ? sure('incorrect', 'another value of what was asked')
        : unsure('several values')
  return hits.some(({ sentence }) => isOfAnother(sentence, echo))
    ? unsure('the value of another event')
    : sure('correct', 'same value')
}

const isFraction = (value: Value): boolean => value.kind === 'number' && value.fraction === true

/** Of `(22 January 1924 - 5 December 1985)` the day that was asked for. */
function ofLife(text: string, question: string): string {
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

/** The values that the sentences state, with numerals as digits. */
function readings(sentences: readonly string[], golds: readonly Value[]): Read[] {
  const read: (sentence: string) => Value[] = golds[0]?.kind === 'date' ? dates : quantities
  return sentences.flatMap(text => {
    const sentence = spellOut(digits(text), golds)
    const found = read(sentence).map(value => ({ value, sentence, span: value }))
    return golds[0]?.kind === 'date' ? found : withoutDates(found, sentence, golds)
  })
}

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

function matches(gold: Value, value: Value, yearOnly: boolean): boolean {
  if (gold.kind === 'date') return value.kind === 'date' && sameDate(gold, value, yearOnly)
  return value.kind === 'number' && sameQuantity(gold, value)
}

/** A coarser date that doesn't contradict beside the full one; the same measure in another unit. */
const fits = (value: Value, golds: readonly Value[]): boolean =>
  golds.some(gold =>
    gold.kind === 'date'
      ? value.kind === 'date' && agrees(gold, value)
      : value.kind === 'number' && isAbout(gold, value),
  )

/** What the answer says beside its values, where that leaves them open; `X, not Y` states X. */
function unsettledBeside(answer: Answer, all: readonly Read[], question: AnswerQuestion): string | undefined {
  const texts = answer.sentences.map(({ text }) => {
    const sentence = digits(text)
    const spans = all.filter(read => read.sentence === sentence).map(({ span }) => span)
    return without(sentence, spans).replace(
      /,? (?:and )?(?:not|rather than) (?:in |on )?_+$|,? ?而?(?:不是|并非|非)_+$/,
      '',
    )
  })
  return whyUnsettled(texts.join('\n').replace(/\b(?:as|in) many as\b|\bno,? it\b/g, ''), fold(question.text))
}

/** Whether the number belongs to a noun that the question hasn't: `12 equal parts`, where it was asked how many stars. */
function countsOther({ value, sentence, span }: Read, echo: Echo): boolean {
  if (value.kind === 'date' || value.unit !== undefined) return false
  const [, english, chinese] = /^ ([a-z]+)|^[个名位座条只支]([\u4e00-\u9fff]{2})/.exec(sentence.slice(span.end)) ?? []
  const noun = english ?? chinese
  return (
    noun !== undefined &&
    !/^(?:people|persons|inhabitants|residents|times|copies|votes|points|units|dollars|items)$/.test(noun) &&
    echo.novel(noun).length > 0
  )
}

/** A range, a bound, a decade, one of two. */
function isLoose({ value, sentence, span }: Read): boolean {
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

const events = new Set(
  'born birth died death founded established opened closed began started ended completed built published released signed married elected appointed retired moved launched nominated awarded shortlisted drafted proposed planned discovered invented designed'.split(
    ' ',
  ),
)
const hanEvents =
  /出生|逝世|去世|动工|开工|建成|竣工|通车|成立|创办|筹办|筹建|发行|出版|上映|结束|开始|改名|更名|试行|开播|启用|开业|上市|迁/g

/** Whether the sentence tells of another event than the question: work began, where it was asked when it opened. */
function isOfAnother(sentence: string, echo: Echo): boolean {
  const told = [
    ...tokens(sentence).flatMap(({ text }) => (events.has(text) ? text : [])),
    ...(sentence.match(hanEvents) ?? []),
  ]
  return told.length > 0 && told.every(event => echo.novel(event.replace(/[开成]/g, '')).length > 0)
}

/** The clause of the gold value repeats what was asked, and each clause with another value tells of something else. */
function isSingledOut(hits: readonly Read[], others: readonly Read[], echo: Echo): boolean {
  const partOf = ({ sentence, span }: Read): string => {
    const value = sentence.slice(span.start, span.end)
    return (
      clauses(sentence.slice(0, span.start) + '\u0001'.repeat(1) + sentence.slice(span.end).replaceAll(value, '')).find(
        clause => clause.includes('\u0001'),
      ) ?? ''
    )
  }
  const isAnswer = (read: Read): boolean => {
    const clause = partOf(read)
    return echo.novel(clause.replace('\u0001', ' ')).length === 0
  }
  const echoes = hits.filter(isAnswer)
  return (
    echoes.length > 0 &&
    echoes.some(read => echo.shared(partOf(read)).length > 0) &&
    others.every(read => !isAnswer(read) && !isLoose(read)) &&
    others.every(
      read => partOf(read) !== '' && !hits.some(hit => hit.sentence === read.sentence && partOf(hit) === partOf(read)),
    )
  )
}

function wrongValue(
  answer: Answer,
  all: readonly Read[],
  golds: readonly Value[],
  question: AnswerQuestion,
  why: string | undefined,
): Decision {
  if (why !== undefined) return unsure(why)
  if (all.some(({ value }) => value.kind === 'date' && fits(value, golds))) return unsure('less than the whole date')
  if (
    all.some(read => isLoose(read) && !(read.value.kind === 'number' && read.value.fraction && golds.every(isFraction)))
  )
    return unsure('a range or a bound')
  const open = (value: Value) => golds.some(gold => isOpen(gold, value))
  if (all.some(({ value }) => open(value))) return unsure('a rounded or converted value')
  if (
    /约|大概|左右|上下|近|\b(?:about|around|approximately|roughly|nearly|almost|circa|ca|estimated)\b/.test(
      answer.text,
    ) &&
    all.some(({ value }) => golds.some(gold => isNear(gold, value)))
  )
    return unsure('a round figure')
  if (answer.text.length > 300 || all.length > 3) return unsure('many values')
  if (/年号|[\u4e00-\u9fff]{2}元年|世纪|century/.test(answer.text)) return unsure('another calendar')
  return question.golds.length > 0 ? sure('incorrect', 'another value') : unsure('no gold answer')
}

/** Whether a round figure could stand for the gold one: a fifth more or less, and some. */
function isNear(gold: Value, value: Value): boolean {
  if (gold.kind === 'date' || value.kind === 'date') return false
  const scale =
    gold.unit !== undefined && value.unit?.dimension === gold.unit.dimension ? value.unit.factor / gold.unit.factor : 1
  return Math.abs(value.value * scale - gold.value) <= 0.4 * Math.abs(gold.value)
}

/** Whether the value could be the gold one after all: rounded, in a unit that isn't known, as a part of a fraction. */
function isOpen(gold: Value, value: Value): boolean {
  if (gold.kind === 'date' || value.kind === 'date') return false
  const otherDimension =
    gold.unit !== undefined && value.unit !== undefined && gold.unit.dimension !== value.unit.dimension
  return otherDimension || (value.fraction === true) !== (gold.fraction === true) || roundsTo(gold, value)
}
