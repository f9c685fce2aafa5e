import type { Benchmark } from '../core/benchmark.ts'
import type { Flip } from '../core/report.ts'
import type { RunItem } from '../core/run-store.ts'
import { directionOf } from './compare-benchmark.ts'
import type { ReadableRun } from './compare-runs.ts'
import { scoreItem } from './score.ts'

/** Every sample whose headline score changed, with both answers and judgments, as a stream in the order of the samples. */
export async function* findFlips(
  before: ReadableRun,
  after: ReadableRun,
  benchmarks: ReadonlyMap<string, Benchmark>,
): AsyncGenerator<Flip> {
  const kept = new Map<string, RunItem>()
  const others = after.items()[Symbol.asyncIterator]()
  const keyOf = ({ sample }: RunItem): string => `${sample.benchmark}\u0000${sample.id}`
  const partner = async (key: string): Promise<RunItem | undefined> => {
    const early = kept.get(key)
    kept.delete(key)
    if (early !== undefined) return early
    for (let next = await others.next(); !next.done; next = await others.next()) {
      if (keyOf(next.value) === key) return next.value
      kept.set(keyOf(next.value), next.value)
    }
    return undefined
  }
  for await (const item of before.items()) {
    const benchmark = benchmarks.get(item.sample.benchmark)
    const other = await partner(keyOf(item))
    const flip = benchmark === undefined || other === undefined ? undefined : flipOf(benchmark, item, other)
    if (flip !== undefined) yield flip
  }
}

function flipOf(benchmark: Benchmark, before: RunItem, after: RunItem): Flip | undefined {
  const { values, breakdown } = scoreItem(before, benchmark)
  const [was] = values
  const [is] = scoreItem(after, benchmark).values
  if (typeof was !== 'number' || typeof is !== 'number') return undefined
  const direction = directionOf(benchmark, was, is)
  const [left, right] = [scoredEpoch(before), scoredEpoch(after)]
  if (direction === undefined || left === undefined || right === undefined) return undefined
  return { benchmark: benchmark.name, direction, breakdown, sample: before.sample, before: left, after: right }
}

/** The first epoch that was judged: with one epoch the only one. */
function scoredEpoch({ epochs }: RunItem): Flip['before'] | undefined {
  const found = epochs.find(({ output, judgment }) => output?.outcome.ok && judgment?.outcome.ok)
  if (found?.output === undefined || found.judgment === undefined) return undefined
  return { output: found.output, judgment: found.judgment }
}
