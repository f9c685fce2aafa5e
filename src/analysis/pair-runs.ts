import type { ScoredRun } from './scored-run.ts'
import type { ScoredSample } from './scored-sample.ts'

/** A sample of both runs, or of one. */
export type Pair =
  | { before: ScoredSample; after: ScoredSample }
  | { before: ScoredSample; after?: undefined }
  | { before?: undefined; after: ScoredSample }

/**
 * Pairs two runs by benchmark and sample id, in the order of the first. The second follows that order, so that a sample meets
 * its partner at once and nothing waits, whatever the two runs took and in which order. Where the second can't follow, what
 * meets no partner is kept until its partner or the end comes.
 */
export async function* pairRuns(before: ScoredRun, after: ScoredRun): AsyncGenerator<Pair> {
  const { sampleKeys } = before
  const follows = sampleKeys !== undefined && after.scoresLike !== undefined
  const rights = follows ? after.scoresLike?.({ sampleKeys }) : undefined
  const left = before.scores()[Symbol.asyncIterator]()
  const right: AsyncIterator<ScoredSample | undefined> = (rights ?? after.scores())[Symbol.asyncIterator]()
  const early = { before: new Map<string, ScoredSample>(), after: new Map<string, ScoredSample>() }
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
  for (const sample of early.before.values()) yield { before: sample }
  for (const sample of early.after.values()) yield { after: sample }
}

const keyOf = ({ benchmark, id }: ScoredSample): string => `${benchmark}\u0000${id}`

function take<T>(from: Map<string, T>, key: string): T | undefined {
  const found = from.get(key)
  from.delete(key)
  return found
}
