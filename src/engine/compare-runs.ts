import type { Benchmark } from '../core/benchmark.ts'
import type { BenchmarkComparison, Comparison } from '../core/comparison.ts'
import { XevalError } from '../core/errors.ts'
import type { BenchmarkPlan, Manifest } from '../core/manifest.ts'
import type { RunStore } from '../core/run-store.ts'
import { holm } from '../stats/multiplicity.ts'
import { makePairCollector, type PairCollector, type RawBenchmark } from './compare-benchmark.ts'
import { differencesOf } from './differences.ts'
import { pairRuns } from './pair-runs.ts'
import { scoreItems } from './score.ts'
import { withVerdict } from './verdict.ts'

export type ReadableRun = Pick<RunStore, 'dir' | 'manifest' | 'items'>

export interface CompareOptions {
  /** @default 0.05 */
  alpha?: number
  /** Compare all the same, with the differences stamped on the report. */
  force?: boolean
  /** By suite or benchmark name. */
  margins?: Readonly<Record<string, number>>
  cautions?: ReadonlyMap<string, string>
}

/** Two runs, paired by sample id. Throws where they differ in more than their model, unless `force` says so. */
export async function compareRuns(
  before: ReadableRun,
  after: ReadableRun,
  benchmarks: ReadonlyMap<string, Benchmark>,
  options: CompareOptions = {},
): Promise<Comparison> {
  const differences = differencesOf(before.manifest, after.manifest).map(({ message }) => message)
  if (differences.length > 0 && options.force !== true) throw incomparable(differences)
  const collectors = new Map<string, PairCollector>(
    Array.from(benchmarks.values(), benchmark => [benchmark.name, makePairCollector(benchmark)]),
  )
  const pairs = pairRuns(scoreItems(before.items(), benchmarks), scoreItems(after.items(), benchmarks))
  for await (const pair of pairs) {
    const collector = collectors.get((pair.before ?? pair.after).benchmark)
    if (pair.before === undefined) collector?.unpaired('after')
    else if (pair.after === undefined) collector?.unpaired('before')
    else collector?.pair(pair.before, pair.after)
  }
  const raw: { plan: BenchmarkPlan; result: RawBenchmark }[] = []
  const notCompared: Comparison['notCompared'] = []
  for (const plan of before.manifest.benchmarks) {
    const collector = collectors.get(plan.name)
    const result = collector?.result()
    if (result !== undefined) raw.push({ plan, result })
    else if (collector !== undefined) {
      notCompared.push({ name: plan.name, bundled: plan.dataset.bundled, judge: plan.judge.name, ...collector.counts })
    }
  }
  if (raw.length === 0) throw nothingPaired()
  return {
    schemaVersion: 1,
    suite: before.manifest.suite,
    before: summaryOf(before),
    after: summaryOf(after),
    comparable: differences.length === 0,
    differences,
    alpha: options.alpha ?? 0.05,
    benchmarks: adjusted(raw, before.manifest, options),
    notCompared,
  }
}

/** Holm over the headline metrics of the table; over the other metrics of a benchmark apart. */
function adjusted(
  raw: readonly { plan: BenchmarkPlan; result: RawBenchmark }[],
  manifest: Manifest,
  { alpha = 0.05, margins, cautions }: CompareOptions,
): BenchmarkComparison[] {
  const headlines = holm(raw.map(({ result }) => result.headline.test.p))
  return raw.map(({ plan, result }, i) => {
    const { headline, others, ...rest } = result
    const margin = margins?.[plan.name] ?? margins?.[manifest.suite]
    const caution = cautions?.get(plan.name)
    const otherPs = holm(others.map(({ test }) => test.p))
    return {
      name: plan.name,
      bundled: plan.dataset.bundled,
      judge: plan.judge.name,
      ...(caution !== undefined && { caution }),
      ...withVerdict(headline, headlines[i] ?? 1, { alpha, ...(margin !== undefined && { margin }) }),
      ...rest,
      others: others.map((other, j) => withVerdict(other, otherPs[j] ?? 1, { alpha })),
    }
  })
}

const summaryOf = ({ dir, manifest }: ReadableRun): Comparison['before'] => ({
  id: manifest.id,
  dir,
  model: manifest.model.ref,
  demo: manifest.demo,
})

const incomparable = (differences: readonly string[]): XevalError =>
  new XevalError('incomparable', `the runs differ in more than their model:\n  ${differences.join('\n  ')}`, {
    hint: 'Run both under the same settings, or pass --force to compare them with these differences stamped on the report.',
  })

const nothingPaired = (): XevalError =>
  new XevalError('nothing-paired', 'no sample is scored in both runs', {
    hint: '`xeval show RUN` says what failed. Runs of different samples have nothing to compare.',
  })
