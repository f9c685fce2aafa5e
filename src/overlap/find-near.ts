import { mostAlike } from './near.ts'
import type { Alphabet, TestIndex, TestText } from './test-index.ts'
import { type Hash, type Note, spanOf, type TextMatch } from './text-match.ts'
import type { Tokens } from './tokenise.ts'

/** Memory for a text with so many shingles, the same for each text: the shingles, and by test text how often and where it was hit. */
export interface Room {
  shingles: Int32Array
  counts: Int32Array
  firsts: Int32Array
  lasts: Int32Array
  touched: number[]
}

export function makeRoom(texts: number): (length: number) => Room {
  const [counts, firsts, lasts] = [new Int32Array(texts), new Int32Array(texts), new Int32Array(texts)]
  const room: Room = { shingles: new Int32Array(1024), counts, firsts, lasts, touched: [] }
  return length => {
    if (room.shingles.length < length) room.shingles = new Int32Array(2 * length)
    return room
  }
}

/** Candidates by their sketch, then by their true similarity. */
export function findNear(
  { texts, rules: { threshold } }: TestIndex,
  { sketches, lengths: { shingle } }: Alphabet,
  tokens: Tokens,
  hash: Hash,
  room: (length: number) => Room,
  found: ReadonlyMap<number, TextMatch>,
  note: Note,
): void {
  const length = Math.max(0, tokens.count - shingle + 1)
  const { shingles: all, counts, firsts, lasts, touched } = room(length)
  touched.length = 0
  for (let at = 0; at < length; at++) {
    const key = hash(at, shingle)
    all[at] = key
    const first = sketches.has(key) ? sketches.first(key) : -1
    if (first < 0) continue
    const last = sketches.last(first)
    for (let i = first; i < last; i++) {
      const text = sketches.texts[i] ?? 0
      const count = counts[text] ?? 0
      if (count === 0) {
        touched.push(text)
        firsts[text] = at
      }
      counts[text] = count + 1
      lasts[text] = at
    }
  }
  for (const text of touched) {
    const wanted = texts[text]
    // A shingle that a text repeats counts each time: that makes candidates, and never loses one.
    const hits = counts[text] ?? 0
    counts[text] = 0
    if (wanted === undefined || hits < wanted.needed || found.has(text)) continue
    const [first, last] = [firsts[text] ?? 0, lasts[text] ?? 0]
    const reach = reachOf(wanted, threshold)
    const alike = mostAlike(wanted.shingles, all, {
      least: wanted.words.length - shingle + 1,
      threshold,
      from: Math.max(0, first - reach),
      to: Math.min(length, last + reach + 1),
      lines: linesOf(tokens, wanted, threshold, shingle),
    })
    if (alike === undefined) continue
    const span = spanOf(tokens, alike.from, alike.to + shingle - 1)
    note({ text, kind: 'near-duplicate', similarity: alike.similarity, ...span })
  }
}

/** Lines, and lines in a row, that are shorter than a test text and yet long enough: what is written apart is a text of its own. */
function linesOf({ breaks, count }: Tokens, { shingles, words }: TestText, threshold: number, shingle: number) {
  const found: [from: number, to: number][] = []
  if (breaks.length === 0) return found
  const bounds = [0, ...breaks, count]
  for (const [i, from] of bounds.entries())
    for (let j = i + 1; j < bounds.length; j++) {
      const to = (bounds[j] ?? 0) - shingle + 1
      if (to - from > words.length) break
      if (to - from >= threshold * shingles.length - 1) found.push([from, to])
    }
  return found
}

/** No stretch that is alike enough is longer, unless it says most things twice. */
const reachOf = ({ shingles, words }: TestText, threshold: number): number =>
  Math.ceil((2 * Math.max(shingles.length, words.length)) / threshold)
