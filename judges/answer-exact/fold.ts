import { chineseNumerals, englishNumerals } from './numerals.ts'
import { simplify } from './simplify.ts'

/**
 * Text in the form in which answers are compared, case kept: compatibility forms and full width made plain (NFKD), traditional
 * characters simplified, Latin accents, markup and invisible characters gone, white space single. Punctuation stays, since sentences
 * and alternatives are read from it. Takes time in proportion to the text.
 */
export const plain = (text: string): string =>
  simplify(
    lines(text)
      .replace(/(?<=[\d０-９])，(?=[\d０-９]{3}(?![\d０-９]))/g, ',')
      .replace(/，/g, ', ')
      .normalize('NFKD'),
  )
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[‘’ʼ´`]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[•‧∙]/g, '·')
    .replace(/⁄/g, '/')
    .replace(/\\(?:boxed|text|mathrm|mathbf)\{([^{}]{0,200})\}/g, '$1')
    .replace(/\*\*|__|(?<![^\s])\*(?=\S)|(?<=\S)\*(?!\S)|\$(?!\d)|(?<=\d)\$|\\[()[\]]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim()

/** The same in lower case; each character keeps its place. */
export const lower = (text: string): string => text.replace(/\p{Lu}/gu, keepLength)

export const fold = (text: string): string => lower(plain(text))

/** The folded text with numbers written as digits: `one hundred and five`, `一百零五`, `第四条`, `１,０５０` … */
export const digits = (folded: string): string =>
  englishNumerals(chineseNumerals(folded)).replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')

function keepLength(character: string): string {
  const small = character.toLowerCase()
  return small.length === character.length ? small : character
}

/** Lines without their margins, marks of lists and headings, and fences of code. */
const lines = (text: string): string =>
  text
    .split(/[\n\r\u2028\u2029]/)
    .map(line => line.trim().replace(/^(?:#{1,6}|>|[-+•]) /, ''))
    .filter(line => line !== '' && !/^```\w*$/.test(line))
    .join('\n')
    .replace(/`/g, '')
