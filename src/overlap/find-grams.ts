import type { Alphabet, TestIndex } from './test-index.ts'
import { type Hash, isSame, type Note, spanOf, type TextMatch } from './text-match.ts'
import type { Tokens } from './tokenise.ts'

/** The longest run of n-grams that a test text has in common with a text. */
export function findGrams(
  { texts }: TestIndex,
  { grams, lengths: { gram } }: Alphabet,
  tokens: Tokens,
  hash: Hash,
  found: ReadonlyMap<number, TextMatch>,
  note: Note,
): void {
  if (grams.size === 0) return
  const runs = new Map<number, Run>()
  for (let at = 0; at + gram <= tokens.count; at++) {
    const key = hash(at, gram)
    if (!grams.has(key)) continue
    const first = grams.first(key)
    if (first < 0) continue
    const last = grams.last(first)
    for (let i = first; i < last; i++) {
      const text = grams.texts[i] ?? 0
      const place = grams.places[i] ?? 0
      const words = texts[text]?.words
      if (found.has(text) || words === undefined || !isSame(words, place, tokens, at, gram)) continue
      const run = runs.get(text) ?? { from: at, at: -1, place: -1, best: { from: at, grams: 0 } }
      runs.set(text, run)
      if (run.at !== at - 1 || run.place !== place - 1) {
        // A text that repeats itself has the n-gram at two places: the one that goes on counts.
        if (run.at === at) continue
        run.from = at
      }
      run.at = at
      run.place = place
      if (at - run.from + 1 > run.best.grams) run.best = { from: run.from, grams: at - run.from + 1 }
    }
  }
  for (const [text, { best }] of runs) {
    const words = best.grams + gram - 1
    const similarity = words / (texts[text]?.words.length ?? words)
    note({ text, kind: 'n-gram', similarity, ...spanOf(tokens, best.from, best.from + words) })
  }
}

interface Run {
  /** Where the run began, and the place in the test text that its last n-gram has. */
  from: number
  at: number
  place: number
  best: { from: number; grams: number }
}
