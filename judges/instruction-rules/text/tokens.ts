/**
 * Words and punctuation marks as the Penn Treebank separates them, sentence by sentence: brackets, quotes and marks stand alone,
 * clitics (`'s`, `n't`) are split off, a full stop only at a sentence's end.
 */
import { sentences } from './sentences.ts'
import { pieces } from './text.ts'

export const tokens = (text: string): string[] => sentences(text).flatMap(tokensOf)

/** Those with a letter or a digit in them. */
export const wordTokens = (text: string): string[] => tokensOf(text).filter(token => /[\p{L}\p{N}]/u.test(token))

function tokensOf(sentence: string): string[] {
  const apart = sentence
    .replace(/([^.])\.(?=[\])}>"'»”’ ]*$)/, '$1 . ')
    .replace(/`+|''|\.{2,}|--|[;@#$%&?!*[\](){}<>"«»“”‘’„\u2012-\u2015]/g, ' $& ')
    .replace(/[:,](?!\d)/g, ' $& ')
    .replace(/(?<![\p{L}\p{N}_])'(?!(?:re|ve|ll|[mtsdn])(?![\p{L}\p{N}_]))(?=[\p{L}\p{N}_])/giu, "' ")
  return pieces(apart)
    .flatMap(piece => withoutClitic(piece))
    .flatMap(merged)
}

/** `it's` → `it`, `'s`; `don't` → `do`, `n't`; `boys'` → `boys`, `'`. Two of them at most, as in `she'd've`. */
function withoutClitic(piece: string): string[] {
  const [first, ...clitics] = splitClitic(piece)
  return [...splitClitic(first ?? ''), ...clitics]
}

function splitClitic(piece: string): string[] {
  const [clitic = ''] = /(?:'(?:s|m|d|ll|re|ve)|'|n't)$/i.exec(piece.slice(-3)) ?? []
  const word = piece.slice(0, piece.length - clitic.length)
  return clitic === '' || word === '' || word.endsWith("'") ? [piece] : [word, clitic]
}

/** Words that are written together. */
const pairs = /^(?:(can)(not)|(d)('ye)|(gim|lem)(me)|(gon|wan)(na)|(got)(ta)|(more)('n))$/i

const merged = (word: string): string[] =>
  pairs
    .exec(word)
    ?.slice(1)
    .filter(part => part !== undefined) ?? [word]
