import { chineseNumerals, englishNumerals } from './numerals.ts'

/**
 * Text in the form in which answers are compared: compatibility forms and full width made plain (NFKD), Latin accents,
 * case, markup and invisible characters gone. Punctuation stays, since sentences and alternatives are read from it.
 */
export const fold = (text: string): string =>
  text
    .replace(/^\s*```\w*\s*$/gm, '')
    .replace(/`/g, '')
    .replace(/，/g, ', ')
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[‘’ʼ´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/⁄/g, '/')
    .replace(/\\(?:boxed|text|mathrm|mathbf)\{([^{}]*)\}/g, '$1')
    .replace(/\*\*|__|(?<=^|\s)\*(?=\S)|(?<=\S)\*(?=\s|$)|\$|\\[()[\]]/g, '')
    .replace(/^\s*(?:#+|>|[-+•])\s+/gm, '')
    .toLowerCase()
    .trim()

/** The folded text with numbers written as digits: `one hundred and five`, `一百零五`, `１,０５0` … */
export const digits = (folded: string): string =>
  englishNumerals(chineseNumerals(folded)).replace(/(?<=\d)[,\u2009\u00a0](?=\d{3}(?!\d))/g, '')

/** Sentences of a folded text, a question mark kept; initials (`j. r. r.`), titles and decimals don't end one. */
export const sentences = (folded: string): string[] =>
  folded
    .split(/(?<!\b(?:\p{L}|mt|st|dr|mr|mrs|ms|no|vs|jr|sr|inc|ca))[.!]+(?=\s|$)|(?<=\?)|[。!](?=\P{P}|$)|[\n;]+/u)
    .map(sentence => sentence.trim())
    .filter(sentence => /[\p{L}\p{N}]/u.test(sentence))
