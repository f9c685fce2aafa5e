import type { ReadableRun, ScoredRun } from '../analysis/scored-run.ts'
import type { ScoredSample } from '../analysis/scored-sample.ts'
import type { RunItem, RunReader } from '../core/run-store.ts'
import { panelsOf } from '../ratings/from-run.ts'
import { readRatings } from '../ratings/rating-store.ts'

/** Where people are the judge and the plug-in is missing: the run with their judgments as its scores have them, without comments. */
export async function withRecordedRatings(
  run: ReadableRun,
  { benchmarks, scores, scoresLike }: ScoredRun,
): Promise<ReadableRun> {
  const byPeople = new Map(
    Array.from(benchmarks, ([name, { plan, card }]) => [name, card.judge.byPeople && plan.judge.name]),
  )
  if (![...byPeople.values()].some(Boolean)) return run
  const change = (item: RunItem, scored: ScoredSample | undefined): RunItem => {
    const judge = byPeople.get(item.sample.benchmark)
    if (judge === undefined) return item
    const epochs = item.epochs.map((epoch, i) => {
      const label = scored?.byEpoch[i]?.label
      if (label === undefined) return epoch
      const work = { benchmark: item.sample.benchmark, sampleId: item.sample.id, epoch: i + 1 }
      const outcome = { ok: true as const, value: { label, raw: '' } }
      return { ...epoch, judgment: { ...work, judge, attempts: [], usage: {}, outcome } }
    })
    return { sample: item.sample, epochs }
  }
  const { dir, manifest, sampleKeys, itemsLike } = run
  return {
    dir,
    manifest,
    panels: panelsOf(await readRatings(dir), name => Boolean(byPeople.get(name))),
    async *items() {
      for await (const [item, scored] of beside(run.items(), scores())) if (item) yield change(item, scored)
    },
    ...(sampleKeys && { sampleKeys }),
    ...(itemsLike &&
      scoresLike && {
        async *itemsLike(other: Pick<RunReader, 'sampleKeys'>) {
          for await (const [item, scored] of beside(itemsLike(other), scoresLike(other)))
            yield item && change(item, scored)
        },
      }),
  }
}

/** Two streams side by side; the second is as long as the first. */
async function* beside<A, B>(first: AsyncIterable<A>, second: AsyncIterable<B>): AsyncGenerator<[A, B | undefined]> {
  const other = second[Symbol.asyncIterator]()
  try {
    for await (const item of first) {
      const next = await other.next()
      yield [item, next.done === true ? undefined : next.value]
    }
  } finally {
    await other.return?.()
  }
}
