import type { ScoredSample } from './score.ts'

/** What became of one sample id: in both runs, or in one. */
export type Pair =
  | { before: ScoredSample; after: ScoredSample }
  | { before: ScoredSample; after?: undefined }
  | { before?: undefined; after: ScoredSample }

/**
 * Pairs two runs by benchmark and sample id. Both list their samples in the dataset's order, so that nearly every pair meets
 * at once; what doesn't is kept until its partner or the end comes.
 */
export async function* pairRuns(
  before: AsyncIterator<ScoredSample>,
  after: AsyncIterator<ScoredSample>,
): AsyncGenerator<Pair> {
  const early = { before: new Map<string, ScoredSample>(), after: new Map<string, ScoredSample>() }
  for (;;) {
    const [left, right] = await Promise.all([before.next(), after.next()])
    if (left.done === true && right.done === true) break
    if (left.done !== true && right.done !== true && keyOf(left.value) === keyOf(right.value)) {
      yield { before: left.value, after: right.value }
      continue
    }
    if (left.done !== true) {
      const partner = take(early.after, left.value)
      if (partner === undefined) early.before.set(keyOf(left.value), left.value)
      else yield { before: left.value, after: partner }
    }
    if (right.done !== true) {
      const partner = take(early.before, right.value)
      if (partner === undefined) early.after.set(keyOf(right.value), right.value)
      else yield { before: partner, after: right.value }
    }
  }
  for (const sample of early.before.values()) yield { before: sample }
  for (const sample of early.after.values()) yield { after: sample }
}

const keyOf = (sample: ScoredSample): string => `${sample.benchmark}\u0000${sample.id}`

function take(from: Map<string, ScoredSample>, sample: ScoredSample): ScoredSample | undefined {
  const key = keyOf(sample)
  const found = from.get(key)
  from.delete(key)
  return found
}
