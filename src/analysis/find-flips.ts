import type { Benchmark } from '../core/benchmark.ts'
import type { Flip } from '../core/report.ts'
import type { RunItem } from '../core/run-store.ts'
import { directionOf } from './compare-benchmark.ts'
import { pairRuns, type ReadableRun } from './pair-runs.ts'
import { scoreItem } from './score.ts'

/** Every sample whose headline score changed, with both answers and judgments, as a stream in the order of the samples. */
export async function* findFlips(
  before: ReadableRun,
  after: ReadableRun,
  benchmarks: ReadonlyMap<string, Benchmark>,
): AsyncGenerator<Flip> {
  for await (const pair of pairRuns(before, after)) {
    if (pair.before === undefined || pair.after === undefined) continue
    const benchmark = benchmarks.get(pair.before.sample.benchmark)
    const flip = benchmark === undefined ? undefined : flipOf(benchmark, pair.before, pair.after)
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
