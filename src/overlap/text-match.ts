import type { Tokens } from './tokenise.ts'

/** From the strongest. */
export const matchKinds = ['exact', 'near-duplicate', 'n-gram'] as const
export type MatchKind = (typeof matchKinds)[number]

/** A test text found in another. */
export interface TextMatch {
  /** Its place in the index. */
  text: number
  kind: MatchKind
  /** Jaccard similarity; of an n-gram the share of the test text's words that are in the longest common run. */
  similarity: number
  /** Where it is in the text, in UTF-16 units. */
  start: number
  end: number
}

/** Of `length` words from `at`. */
export type Hash = (at: number, length: number) => number
export type Note = (match: TextMatch) => void

export const spanOf = ({ starts, ends }: Tokens, from: number, to: number) => ({
  start: starts[from] ?? 0,
  end: ends[to - 1] ?? 0,
})

/** A table of millions has hashes that are equal by chance. */
export function isSame(words: Int32Array, place: number, { hashes }: Tokens, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (hashes[at + i] !== words[place + i]) return false
  return true
}
