/** What became of one key: in both streams, or in one. */
export type Pair<T> = { before: T; after: T } | { before: T; after?: undefined } | { before?: undefined; after: T }

/**
 * Pairs two streams by key (benchmark and sample id). Both runs list their samples in the dataset's order, so that nearly
 * every pair meets at once; what doesn't is kept until its partner or the end comes.
 */
export async function* pairRuns<T>(
  before: AsyncIterator<T>,
  after: AsyncIterator<T>,
  keyOf: (item: T) => string,
): AsyncGenerator<Pair<T>> {
  const early = { before: new Map<string, T>(), after: new Map<string, T>() }
  for (;;) {
    const [left, right] = await Promise.all([before.next(), after.next()])
    if (left.done === true && right.done === true) break
    const keys = [
      left.done === true ? undefined : keyOf(left.value),
      right.done === true ? undefined : keyOf(right.value),
    ]
    if (left.done !== true && right.done !== true && keys[0] === keys[1]) {
      yield { before: left.value, after: right.value }
      continue
    }
    if (left.done !== true) {
      const partner = take(early.after, keys[0] ?? '')
      if (partner === undefined) early.before.set(keys[0] ?? '', left.value)
      else yield { before: left.value, after: partner }
    }
    if (right.done !== true) {
      const partner = take(early.before, keys[1] ?? '')
      if (partner === undefined) early.after.set(keys[1] ?? '', right.value)
      else yield { before: partner, after: right.value }
    }
  }
  for (const item of early.before.values()) yield { before: item }
  for (const item of early.after.values()) yield { after: item }
}

/** What names a sample in a run of several benchmarks. */
export const pairKey = (benchmark: string, id: string): string => `${benchmark}\u0000${id}`

function take<T>(from: Map<string, T>, key: string): T | undefined {
  const found = from.get(key)
  from.delete(key)
  return found
}
