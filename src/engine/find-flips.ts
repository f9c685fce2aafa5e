import type { Benchmark } from '../core/benchmark.ts'
import type { Flip } from '../core/report.ts'
import type { RunItem } from '../core/run-store.ts'
import { directionOf } from './compare-benchmark.ts'
import type { ReadableRun } from './compare-runs.ts'
import { differencesOf } from './differences.ts'
import { pairKey, pairRuns } from './pair-runs.ts'
import { scoreItem } from './score.ts'

/**
 * Every sample whose headline score changed, with both answers and judgments, as a stream in the order of the samples.
 * Samples that only one of the runs took are left out before pairing, so that none of them waits in memory.
 */
export async function* findFlips(
  before: ReadableRun,
  after: ReadableRun,
  benchmarks: ReadonlyMap<string, Benchmark>,
): AsyncGenerator<Flip> {
  const shared = await sharedKeys(before, after)
  const left = only(before.items(), shared)
  const right = only(after.items(), shared)
  try {
    for await (const pair of pairRuns(left, right, keyOf)) {
      if (pair.before === undefined || pair.after === undefined) continue
      const benchmark = benchmarks.get(pair.before.sample.benchmark)
      const flip = benchmark === undefined ? undefined : flipOf(benchmark, pair.before, pair.after)
      if (flip !== undefined) yield flip
    }
  } finally {
    await Promise.all([left.return(undefined), right.return(undefined)])
  }
}

const keyOf = ({ sample }: RunItem): string => pairKey(sample.benchmark, sample.id)

/** The samples of both runs; nothing where they took the same. */
async function sharedKeys(before: ReadableRun, after: ReadableRun): Promise<Set<string> | undefined> {
  const names = ({ manifest }: ReadableRun): string => manifest.benchmarks.map(({ name }) => name).join()
  const same = !differencesOf(before.manifest, after.manifest).some(({ topic }) => topic === 'samples')
  if (same && names(before) === names(after)) return undefined
  const first = new Set<string>()
  for await (const item of before.items()) first.add(keyOf(item))
  const both = new Set<string>()
  for await (const item of after.items()) if (first.has(keyOf(item))) both.add(keyOf(item))
  return both
}

async function* only(items: AsyncIterable<RunItem>, keys: Set<string> | undefined): AsyncGenerator<RunItem> {
  for await (const item of items) if (keys === undefined || keys.has(keyOf(item))) yield item
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
