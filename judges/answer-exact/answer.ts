import { digits, lower, plain } from './fold.ts'
import type { Span } from './mentions.ts'
import { sentences } from './sentences.ts'
import { unsettled } from './stance.ts'

/** A sentence as it was written, in lower case (each character in its place), and with its numbers as digits. */
export interface Sentence {
  cased: string
  text: string
  /** The forms in which a gold answer is looked for. */
  forms: readonly string[]
}

export interface Answer {
  text: string
  sentences: readonly Sentence[]
}

export function readAnswer(output: string): Answer {
  const cased = plain(output)
  return { text: lower(cased), sentences: sentences(cased).map(toSentence) }
}

function toSentence(cased: string): Sentence {
  const text = lower(cased)
  return { cased, text, forms: [...new Set([text, digits(text)])] }
}

/** A text without the spans, which are blanked. */
export function without(text: string, spans: readonly Span[]): string {
  let rest = text
  for (const { start, end } of spans) rest = rest.slice(0, start) + '_'.repeat(end - start) + rest.slice(end)
  return rest
}

/** Words that tell something of an answer whether the question has them or not. */
const always = /^(?:or|not|no|both|either|but)$/

/** Why the text may say something else than it names, or undefined. A word that the question has too, in its place, tells nothing. */
export function whyUnsettled(text: string, question: string): string | undefined {
  const words = new Set(question.match(/[\p{L}\p{N}']+/gu)?.filter(word => !always.test(word)))
  return unsettled(text, (at, word) => {
    if (!/\p{Script=Han}/u.test(word)) return words.has(word)
    const [before, after] = [text.slice(at - 1, at), text.slice(at + word.length, at + word.length + 1)]
    return [before, after].some(
      beside => /\p{Script=Han}/u.test(beside) && question.includes(beside === before ? before + word : word + after),
    )
  })
}

/** What is said outright to be the answer: the clauses with `the answer is`; undefined where nothing is. */
export function statement({ sentences }: Answer): string | undefined {
  const last = sentences.flatMap(({ forms }) => forms.flatMap(form => form.match(stated) ?? [])).at(-1)
  return last
}

const stated = /(?:\banswer (?:is|was|would be|should be|:)|\banswer:|答案(?:是|应?为|:)).*/g
