import type { ScoredSample } from './scored-sample.ts'

/** Answers that are said to be whole and are all of the same, largest number of tokens. */
export interface SameLength {
  tokens: number
  n: number
}

/** Shorter ones end alike by merit. */
const LEAST_TOKENS = 64
const LEAST = 3
const SHARE = 0.02

/**
 * Looks for a limit that a server keeps to in silence: the longest answers pile up at one number of tokens, and are different
 * texts. The longest of a free length stand alone.
 */
export function makeSameLength(): {
  push(sample: Pick<ScoredSample, 'byEpoch'>): void
  result(): SameLength | undefined
} {
  let all = 0
  let longest: SameLength = { tokens: 0, n: 0 }
  let texts = new Set<string>()
  return {
    push({ byEpoch }) {
      for (const { answer, notes = [] } of byEpoch) {
        if (answer?.tokens === undefined) continue
        all++
        if (notes.includes('cut-off') || answer.tokens < longest.tokens) continue
        if (answer.tokens > longest.tokens) {
          longest = { tokens: answer.tokens, n: 0 }
          texts = new Set()
        }
        longest.n++
        if (texts.size < LEAST) texts.add(answer.sha)
      }
    },
    result: () =>
      longest.tokens >= LEAST_TOKENS && longest.n >= Math.max(LEAST, SHARE * all) && texts.size >= LEAST
        ? longest
        : undefined,
  }
}
