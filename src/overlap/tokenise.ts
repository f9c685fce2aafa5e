import { foldTable, foldText, Kind, kindOfFolded, learn } from './fold.ts'

/**
 * A text as words: Unicode folded (NFKC, no case), without punctuation and white space. A Chinese, Japanese or Korean character
 * is a word, and so is a symbol such as `=`. Each has a hash and its place in the text, in UTF-16 units.
 */
export interface Tokens {
  hashes: Int32Array
  starts: Int32Array
  ends: Int32Array
  /** How many of each are in use. */
  count: number
  /** How many of the words are characters of a script without blanks. */
  singles: number
  /** Before which word a line begins, besides the first. */
  breaks: number[]
}

export const makeTokens = (size = 1024): Tokens => ({
  hashes: new Int32Array(size),
  starts: new Int32Array(size),
  ends: new Int32Array(size),
  count: 0,
  singles: 0,
  breaks: [],
})

/** Fills `into` with the words of a text, over whatever it held. One pass, in linear time. */
export function tokenise(text: string, into: Tokens): Tokens {
  into.count = 0
  into.singles = 0
  into.breaks.length = 0
  const { kinds, folds } = foldTable
  const { length } = text
  let open = false
  let hash = 0
  let start = 0
  let end = 0
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at)
    let kind = kinds[unit] ?? Kind.unknown
    if (kind === Kind.unknown) kind = learn(unit)
    if (kind >= Kind.mark || (at + 1 < length && text.charCodeAt(at + 1) >= FIRST_MARK && isMark(text, at + 1))) {
      const to = segmentEnd(text, at)
      for (const character of foldText(text.slice(at, to))) {
        const part = kindOfFolded(character)
        if (part === Kind.word || (part === Kind.mark && open)) {
          if (!open) [open, hash, start] = [true, SEED, at]
          for (let i = 0; i < character.length; i++) hash = Math.imul(hash ^ character.charCodeAt(i), PRIME)
          end = to
        } else if (part !== Kind.nothing) {
          if (open) emit(into, hash, start, end)
          open = false
          if (part === Kind.between) continue
          emit(into, rawHash(character), at, to)
          if (part !== Kind.symbol) into.singles++
        }
      }
      at = to - 1
    } else if (kind === Kind.word) {
      if (!open) {
        open = true
        hash = SEED
        start = at
      }
      hash = Math.imul(hash ^ (folds[unit] ?? 0), PRIME)
      end = at + 1
    } else if (kind !== Kind.nothing) {
      if (open) emit(into, hash, start, end)
      open = false
      if (kind === Kind.single || kind === Kind.symbol) {
        emit(into, Math.imul(SEED ^ (folds[unit] ?? 0), PRIME), at, at + 1)
        if (kind === Kind.single) into.singles++
      } else if (unit === 10) into.breaks.push(into.count)
    }
  }
  if (open) emit(into, hash, start, end)
  return into
}

/** The words themselves, as they are compared. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  let word = ''
  const flush = (): void => {
    if (word !== '') words.push(word)
    word = ''
  }
  for (let at = 0, to = 0; at < text.length; at = to) {
    to = segmentEnd(text, at)
    for (const character of foldText(text.slice(at, to))) {
      const kind = kindOfFolded(character)
      if (kind === Kind.nothing) continue
      if (kind === Kind.word || (kind === Kind.mark && word !== '')) word += character
      else {
        flush()
        if (kind !== Kind.between) words.push(character)
      }
    }
  }
  flush()
  return words
}

/** Whether most of a text's words are characters of a script without blanks: then n-grams are of characters. */
export const isUnspaced = ({ count, singles }: Pick<Tokens, 'count' | 'singles'>): boolean => singles * 2 > count

/** A folded word's hash, as `tokenise` makes it. */
export const hashOf = (word: string): number => mix(rawHash(word))

/** Spreads a hash over its 32 bits. */
export function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

const SEED = 0x811c9dc5 | 0
const PRIME = 0x01000193
const FIRST_MARK = 0x300

function emit(into: Tokens, hash: number, start: number, end: number): void {
  if (into.count === into.hashes.length) grow(into)
  into.hashes[into.count] = mix(hash)
  into.starts[into.count] = start
  into.ends[into.count] = end
  into.count++
}

function rawHash(word: string): number {
  let hash = SEED
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME)
  return hash
}

function grow(into: Tokens): void {
  for (const key of ['hashes', 'starts', 'ends'] as const) {
    const larger = new Int32Array(into[key].length * 2)
    larger.set(into[key])
    into[key] = larger
  }
}

const isMark = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at)
  if (unit >= 0xd800 && unit < 0xdc00) return /^\p{M}/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0))
  const kind = foldTable.kinds[unit] ?? Kind.unknown
  return (kind === Kind.unknown ? learn(unit) : kind) === Kind.mark
}

/** Up to where characters fold together: a surrogate pair, the letters of a syllable, the marks on it. */
function segmentEnd(text: string, at: number): number {
  let to = at + unitsAt(text, at)
  while (to < text.length && (isMark(text, to) || (isJamo(text, at) && isJamo(text, to)))) to += unitsAt(text, to)
  return to
}

const unitsAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)

const isJamo = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at)
  return unit >= 0x1100 && unit < 0x1200
}
