import type { ReadableRun, ScoredRun } from '../analysis/scored-run.ts'
import type { ScoredSample } from '../analysis/scored-sample.ts'
import type { RunItem, RunReader } from '../core/run-store.ts'
import type { Observer } from './observe.ts'

/** A run as its behaviour is measured: every answer looked at while it is read, beside its score where it has one. */
export function observedRun(run: ReadableRun & ScoredRun, observer: Observer, scored: boolean): ScoredRun {
  const { dir, manifest, sampleKeys, itemsLike } = run
  const benchmarks = new Map(
    manifest.benchmarks.map(plan => [plan.name, observer.described(plan, run.benchmarks.get(plan.name)?.card)]),
  )
  const look = (item: RunItem, score: ScoredSample | undefined): ScoredSample =>
    observer.observe(item, score, run.benchmarks.get(item.sample.benchmark)?.metrics[0])
  return {
    dir,
    manifest,
    benchmarks,
    async *scores() {
      for await (const [item, score] of together(run.items(), scored ? run.scores() : undefined))
        if (item !== undefined) yield look(item, score)
    },
    ...(sampleKeys && { sampleKeys }),
    ...(itemsLike &&
      run.scoresLike && {
        async *scoresLike(other: Pick<RunReader, 'sampleKeys'>) {
          const scores = scored ? run.scoresLike?.(other) : undefined
          for await (const [item, score] of together(itemsLike(other), scores)) yield item && look(item, score)
        },
      }),
  }
}

/** Answers and scores of one run, both in the same order. */
async function* together(
  items: AsyncIterable<RunItem | undefined>,
  scores: AsyncIterable<ScoredSample | undefined> | undefined,
): AsyncGenerator<[RunItem | undefined, ScoredSample | undefined]> {
  const right = scores?.[Symbol.asyncIterator]()
  try {
    for await (const item of items) {
      const next = await right?.next()
      const score = next?.done === true ? undefined : next?.value
      if (item !== undefined && score !== undefined && score.id !== item.sample.id)
        throw new Error(`the score of ${score.id} stands where that of ${item.sample.id} should`)
      yield [item, score]
    }
  } finally {
    await right?.return?.()
  }
}
