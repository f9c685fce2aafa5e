/**
 * What a character is to the words of a text: between words, part of one, a word by itself (Chinese, Japanese, Korean and other
 * scripts that put no blank between words), nothing at all (apostrophes, zero-width marks), a symbol that is a word (`=`, `+`), a
 * mark on the character before it, or something that has to be folded together with its neighbours.
 */
export const Kind = {
  between: 0,
  word: 1,
  single: 2,
  nothing: 3,
  symbol: 4,
  mark: 5,
  complex: 6,
  unknown: 255,
} as const

/** By UTF-16 unit, learned as they come. */
const kinds = new Uint8Array(0x10000).fill(Kind.unknown)
/** The unit that a simple unit folds to. */
const folds = new Uint16Array(0x10000)

export interface FoldTable {
  readonly kinds: Uint8Array
  readonly folds: Uint16Array
}

/** The tables, and how an unknown unit is learned. */
export const foldTable: FoldTable = { kinds, folds }

/** Looks a unit up for the first time, and keeps what it found. */
export function learn(unit: number): number {
  const kind = kindOfUnit(unit)
  kinds[unit] = kind
  return kind
}

/** Unicode's compatibility form without case: what `Ａ`, `a` and `A` have in common. */
export const foldText = (text: string): string =>
  text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replaceAll('ς', 'σ')

/** What a folded character is. */
export function kindOfFolded(character: string): number {
  if (/^\p{M}$/u.test(character)) return Kind.mark
  if (apostrophe.test(character)) return Kind.nothing
  if (unspaced.test(character)) return Kind.single
  if (/^[\p{L}\p{N}]$/u.test(character)) return Kind.word
  return /^[\p{Sm}\p{So}]$/u.test(character) && !written.test(character) ? Kind.symbol : Kind.between
}

function kindOfUnit(unit: number): number {
  const character = String.fromCharCode(unit)
  // Surrogates, letters that a syllable is made of, and the half-width marks of Japanese take their neighbours along.
  if ((unit >= 0xd800 && unit < 0xe000) || (unit >= 0x1100 && unit < 0x1200)) return Kind.complex
  if (/^\p{M}$/u.test(character) || unit === 0xff9e || unit === 0xff9f) return Kind.mark
  const folded = foldText(character)
  if (folded.length !== 1) return folded === '' ? Kind.nothing : Kind.complex
  folds[unit] = folded.charCodeAt(0)
  return kindOfFolded(folded)
}

const apostrophe = /^['\u2018\u2019\u02bc\u0060\u00b4\p{Cf}]$/u
const unspaced =
  /^(?=[\p{L}\p{N}])[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]$/u
/** Written one way or another: `−` for `-`, and the bars and tildes of LaTeX and Markdown. */
const written = /^[|~\u2212\u2223]$/u
