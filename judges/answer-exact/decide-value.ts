import { type Answer, whyUnsettled, without } from './answer.ts'
import { asksYear } from './dates.ts'
import { type AnswerQuestion, type Decision, sure, unsure } from './decision.ts'
import { type Echo, tokens } from './echo.ts'
import { digits, fold } from './fold.ts'
import { isNegated } from './mentions.ts'
import { clauses } from './sentences.ts'
import { fits, isFraction, isLoose, matches, ofLife, type Read, readings, type Value } from './values.ts'
import { wrongValue } from './wrong-value.ts'

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
      clauses(sentence.slice(0, span.start) + '\u0001' + sentence.slice(span.end).replaceAll(value, '')).find(clause =>
        clause.includes('\u0001'),
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
