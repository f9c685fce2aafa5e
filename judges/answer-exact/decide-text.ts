import { type Answer, type Sentence, whyUnsettled, without } from './answer.ts'
import { type AnswerQuestion, type Decision, sure, unsure } from './decision.ts'
import { type Echo, tokens } from './echo.ts'
import { fold } from './fold.ts'
import { type Finder, isNegated, type Span } from './mentions.ts'
import { asksPerson } from './names.ts'
import { goesOn, isGiven } from './position.ts'

/** A gold answer found in a sentence; `form`: the form of the sentence in which it was found. */
interface Mention {
  sentence: Sentence
  at: number
  form: string
  span: Span
}

/** Looks for the gold answers as words. Undefined where none is named. */
export function decideText(
  answer: Answer,
  golds: readonly string[],
  finders: readonly Finder[],
  question: AnswerQuestion,
  echo: Echo,
): Decision | undefined {
  const all = mentionsOf(answer, finders)
  if (all.length === 0) return undefined
  if (all.every(({ form, span }) => isNegated(form, span))) return deniesAll(answer, all, question)
  const first = all.find(mention => isGiven(beside(mention, all), mention.span, echo) && leadsUp(answer, mention, echo))
  if (first === undefined) return unsure('mentions the gold answer, but not as its answer')
  if (first.form.endsWith('?')) return unsure('asks')
  if (isCommon(golds, echo) && !standsAlone(answer, first, golds)) return unsure('the gold answer is a common word')
  if (isList(answer, first, question)) return unsure('one of several')
  const text = answer.sentences.map(sentence => rest(sentence, all)).join('\n')
  const why = whyUnsettled(text, fold(question.text))
  return why === undefined ? sure('correct', 'gives the gold answer') : unsure(why)
}

function mentionsOf(answer: Answer, finders: readonly Finder[]): Mention[] {
  return answer.sentences.flatMap((sentence, at) => {
    for (const form of sentence.forms) {
      const spans = finders.flatMap(find => find(form))
      const widest = spans.filter(span => !spans.some(other => covers(other, span) && !covers(span, other)))
      if (widest.length > 0) return widest.map(span => ({ sentence, at, form, span }))
    }
    return []
  })
}

/** The sentence of a mention with the other mentions in it blanked: 唐高祖李渊. */
const beside = ({ form, span, at }: Mention, all: readonly Mention[]): string =>
  without(
    form,
    all
      .filter(other => other.at === at && other.span !== span && !covers(other.span, span) && !covers(span, other.span))
      .map(({ span }) => span),
  )

const covers = (wide: Span, narrow: Span): boolean => wide.start <= narrow.start && narrow.end <= wide.end

/** What the sentence says beside the gold answers; `X, not Y` counts as saying X. */
function rest({ text }: Sentence, all: readonly Mention[]): string {
  const own = all.filter(({ sentence }) => sentence.text === text)
  const [first] = own
  if (first === undefined) return text
  const blanked = without(
    first.form,
    own.map(({ span }) => span),
  )
  const last = Math.max(...own.map(({ span }) => span.end))
  return blanked.slice(0, last).replace(inFact, '') + blanked.slice(last).replace(notAnother, '')
}

/** `It is actually X`, `it might be X`: said of nothing but X. */
const inFact =
  /\b(?:might|may|could) (?:well )?(?:be|have been) (?=(?:the )?_)|\b(?:actually|in fact|really) (?=(?:the )?_)|(?:其实|实际上?|事实上)(?=(?:是|为)?_)/g

const notAnother =
  /^["'”》」)]*,? ?(?:(?:and )?(?:not|rather than|instead of) (?:the |an? |in |by |on )?[^,.;:]{1,40}|而?(?:不是|并非|非)[^,。;:是]{1,20})$/

/** What comes before the sentence with the answer mustn't be an answer itself. */
function leadsUp({ sentences }: Answer, { at, form }: Mention, echo: Echo): boolean {
  if (sentences.slice(0, at).every(({ text }) => echo.novel(text).length === 0)) return true
  return echo.shared(form).length >= 2
}

/** Words that also stand in the question or in any sentence. */
const isCommon = (golds: readonly string[], echo: Echo): boolean =>
  golds.some(gold => {
    const folded = fold(gold)
    return (
      echo.novel(folded).length === 0 ||
      /^(?:\p{Script=Latin}|yes|no|none|true|false|same|other|all|both)$/u.test(folded)
    )
  })

/** Nothing but the gold answer, as it is written, or in quotes; a letter also after `the answer is`. */
function standsAlone({ sentences }: Answer, { sentence, form, span }: Mention, golds: readonly string[]): boolean {
  if (form !== sentence.text) return false
  const written = sentence.cased.slice(span.start, span.end)
  const isAsWritten = golds.some(
    gold => gold.toLowerCase() === written.toLowerCase() && (written.length > 1 || gold === written),
  )
  const before = sentence.cased.slice(0, span.start)
  const after = sentence.cased.slice(span.end)
  const quoted = /["'“《「]$/.test(before) && /^["'”》」]/.test(after)
  const alone = /^[\s\p{P}]*(?:(?:the )?(?:final |correct )?(?:answer|option|choice)(?: is)?:? ?)?[\s\p{P}]*$/iu.test(
    before,
  )
  const label =
    /^[\s\p{P}]*(?:it is|it's|the \p{L}+(?: is)?|\p{L}+) ["'(]*$/iu.test(before) && /^\p{Lu}$/u.test(written)
  const ends = /^[\s\p{P}]*(?:$|\()/u.test(after)
  return isAsWritten && (quoted || ((alone || label) && ends)) && sentences.length <= 2
}

/** Whether further items of the same kind follow the answer, in its sentence or as sentences of their own. */
function isList({ sentences }: Answer, { sentence, form, span, at }: Mention, question: AnswerQuestion): boolean {
  if (form === sentence.text && goesOn(sentence.cased, span) && asksPerson(question.text)) return true
  return sentences.slice(at + 1).some(({ cased }) => /^\p{Lu}/u.test(cased) && tokens(cased).length <= 3)
}

/** `It is not X`: another answer than the gold one, whatever it is. */
function deniesAll({ text }: Answer, all: readonly Mention[], question: AnswerQuestion): Decision {
  const others = all.length === 1 && text.length < 150 && !text.includes('?') && question.wrong === undefined
  return others &&
    !/\b(?:sure|know|certain|if|whether|possible|possibly|only|just)\b|不仅|不只|知道|确定|清楚|如果|是否|吗/.test(text)
    ? sure('incorrect', 'denies the gold answer')
    : unsure('denies the gold answer')
}
