import { digits, fold } from './fold.ts'

/**
 * Whether the whole answer is one of the gold ones, as exact match is usually counted: case, width, accents, markup, closing marks, quotes and
 * English articles don't count, and numerals are digits. Whatever else an answer says makes it another one.
 */
export const isExactly = (answer: string, golds: readonly string[]): boolean =>
  golds.some(gold => bare(gold) === bare(answer))

const bare = (text: string): string =>
  digits(fold(text))
    .replace(/^[\s"'(“‘「『《]+|[\s"').,!?:;。，！？：；”’」』》]+$/gu, '')
    .replace(/^(?:the|an?) (?=\S)/, '')
