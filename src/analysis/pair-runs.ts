import type { RunItem, RunReader } from '../core/run-store.ts'

/** A run as a comparison reads it. One that can't follow another's order is paired all the same. */
export type ReadableRun = Pick<RunReader, 'dir' | 'manifest' | 'items'> &
  Partial<Pick<RunReader, 'sampleKeys' | 'itemsLike'>>

/** A sample of both runs, or of one. */
export type Pair =
  | { before: RunItem; after: RunItem }
  | { before: RunItem; after?: undefined }
  | { before?: undefined; after: RunItem }

/**
 * Pairs two runs by benchmark and sample id, in the order of the first. The second follows that order, so that a sample meets
 * its partner at once and nothing waits, whatever the two runs took and in which order. Where the second can't follow, what
 * meets no partner is kept until its partner or the end comes.
 */
export async function* pairRuns(before: ReadableRun, after: ReadableRun): AsyncGenerator<Pair> {
  const { sampleKeys } = before
  const follows = sampleKeys !== undefined && after.itemsLike !== undefined
  const rights = follows ? after.itemsLike?.({ sampleKeys }) : undefined
  const left = before.items()[Symbol.asyncIterator]()
  const right: AsyncIterator<RunItem | undefined> = (rights ?? after.items())[Symbol.asyncIterator]()
  const early = { before: new Map<string, RunItem>(), after: new Map<string, RunItem>() }
  try {
    for (;;) {
      const [first, second] = await Promise.all([left.next(), right.next()])
      if (first.done === true && second.done === true) break
      const was = first.done === true ? undefined : first.value
      const is = second.done === true ? undefined : second.value
      if (was !== undefined && is !== undefined && keyOf(was) === keyOf(is)) {
        yield { before: was, after: is }
        continue
      }
      if (was !== undefined) {
        const partner = take(early.after, keyOf(was))
        if (partner !== undefined) yield { before: was, after: partner }
        else if (follows && is === undefined) yield { before: was }
        else early.before.set(keyOf(was), was)
      }
      if (is !== undefined) {
        const partner = take(early.before, keyOf(is))
        if (partner !== undefined) yield { before: partner, after: is }
        else if (follows && was === undefined) yield { after: is }
        else early.after.set(keyOf(is), is)
      }
    }
  } finally {
    await Promise.all([left.return?.(), right.return?.()])
  }
  for (const item of early.before.values()) yield { before: item }
  for (const item of early.after.values()) yield { after: item }
}

const keyOf = ({ sample }: RunItem): string => `${sample.benchmark}\u0000${sample.id}`

function take<T>(from: Map<string, T>, key: string): T | undefined {
  const found = from.get(key)
  from.delete(key)
  return found
}
