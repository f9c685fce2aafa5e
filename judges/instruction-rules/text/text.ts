/**
 * Text as Python's `str` and `re` see it, which is how the published verdicts were made: white space and word characters by their
 * Unicode properties, lengths in code points. Every function is linear in its text.
 */

/** For a character class of a `u` pattern. JavaScript's `\s` has U+FEFF too, and lacks U+001C–U+001F and U+0085. */
export const white = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const whites = new RegExp(`[${white}]`)
const whiteRuns = new RegExp(`[${white}]+`)

/** Letters, digits and `_`; combining marks are none, so that a Devanagari word may count as several. */
export const wordCharacter = '[\\p{L}\\p{N}_]'
const wordRuns = /[\p{L}\p{N}_]+/gu

export const asciiPunctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
const punctuationMarks = /[!-/:-@[-`{-~]/g

export const isWhite = (character: string): boolean => whites.test(character)
export const isBlank = (text: string): boolean => strip(text) === ''

export const strip = (text: string): string => stripped(text, isWhite)
/** Without ASCII punctuation and spaces at both ends; line breaks stay. */
export const stripMarks = (text: string): string => stripped(text, isMark)
export const stripMarksAtStart = (text: string): string => text.slice(startOf(text, isMark))
export const stripMarksAtEnd = (text: string): string => text.slice(0, endOf(text, isMark))
export const stripOnly = (text: string, characters: string): string => stripped(text, one => characters.includes(one))
export const stripOnlyAtStart = (text: string, characters: string): string =>
  text.slice(startOf(text, one => characters.includes(one)))

/** Pieces between white space, none of them empty. */
export const pieces = (text: string): string[] => text.split(whiteRuns).filter(piece => piece !== '')

/** Runs of word characters. */
export const words = (text: string): string[] => text.match(wordRuns) ?? []

export const withoutPunctuation = (text: string): string => text.replace(punctuationMarks, '')

export const characters = (text: string): string[] => Array.from(text)
export const lengthOf = (text: string): number => characters(text).length

/** How often `part` occurs, none of them overlapping. */
export const occurrences = (text: string, part: string): number => (part === '' ? 0 : text.split(part).length - 1)

/** The text between word boundaries, in any case. A boundary is where a word character meets another one or an end. */
export const wholeWord = (text: string): RegExp => new RegExp(`${boundary}${escaped(text)}${boundary}`, 'iu')
const boundary = `(?:(?<=${wordCharacter})(?!${wordCharacter})|(?<!${wordCharacter})(?=${wordCharacter}))`
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Some letter has a case, and none is upper or title case. */
export const isLower = (text: string): boolean => /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text)
/** Some letter has a case, and none is lower or title case. */
export const isUpper = (text: string): boolean => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text)

/** Compatibility forms taken apart, and what then isn't ASCII left out: `São` is `Sao`. */
export const ascii = (text: string): string => text.normalize('NFKD').replace(/\P{ASCII}/gu, '')

const isMark = (character: string): boolean => character === ' ' || asciiPunctuation.includes(character)

const stripped = (text: string, isOff: (character: string) => boolean): string => {
  const start = startOf(text, isOff)
  return text.slice(start, Math.max(start, endOf(text, isOff)))
}

function startOf(text: string, isOff: (character: string) => boolean): number {
  let at = 0
  while (at < text.length && isOff(text.charAt(at))) at++
  return at
}

function endOf(text: string, isOff: (character: string) => boolean): number {
  let at = text.length
  while (at > 0 && isOff(text.charAt(at - 1))) at--
  return at
}
