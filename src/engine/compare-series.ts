import type { Benchmark } from '../core/benchmark.ts'
import type { BenchmarkComparison, Comparison, MetricComparison } from '../core/comparison.ts'
import type { BenchmarkResult, RunResult } from '../core/run-result.ts'
import type { Series, SeriesBenchmark } from '../core/series.ts'
import { holm } from '../stats/multiplicity.ts'
import { type CompareOptions, compareRuns, type ReadableRun } from './compare-runs.ts'
import { summariseRun } from './summarise-run.ts'
import { figuresWithVerdict } from './verdict.ts'

/**
 * Two or more runs, each compared with the first. Every comparison is adjusted again over all tests of the series, so that
 * a long series doesn't find by chance what a short one would not. Throws as `compareRuns` does.
 */
export async function compareSeries(
  runs: readonly ReadableRun[],
  benchmarks: ReadonlyMap<string, Benchmark>,
  options: CompareOptions = {},
): Promise<Series> {
  const [first, ...later] = runs
  if (first === undefined || later.length === 0) throw new Error('a series needs two runs or more')
  const results: RunResult[] = []
  for (const run of runs) results.push((await summariseRun(run, benchmarks)).result)
  const comparisons: Comparison[] = []
  for (const run of later) comparisons.push(await compareRuns(first, run, benchmarks, options))
  const adjusted = adjust(comparisons, options.alpha ?? 0.05)
  const summaries = comparisons.map(({ after }) => after)
  const [{ before, suite, alpha }] = atLeastOne(comparisons)
  return {
    schemaVersion: 1,
    suite,
    runs: [before, ...summaries],
    comparable: comparisons.every(({ comparable }) => comparable),
    differences: comparisons.flatMap(({ after, differences }) => differences.map(text => `${after.id}: ${text}`)),
    alpha,
    benchmarks: first.manifest.benchmarks.flatMap(plan => {
      const own = results.map(({ benchmarks }) => benchmarks.find(({ name }) => name === plan.name))
      const changes = adjusted.map(table => table.get(plan.name) ?? null)
      return benchmarkOf(own, changes)
    }),
  }
}

function benchmarkOf(
  own: readonly (BenchmarkResult | undefined)[],
  changes: readonly (MetricComparison | null)[],
): SeriesBenchmark[] {
  const result = own.find(candidate => candidate?.metrics[0] !== undefined)
  const headline = result?.metrics[0]
  if (result === undefined || headline === undefined) return []
  return [
    {
      name: result.name,
      metric: headline.name,
      unit: headline.unit,
      direction: headline.direction,
      bundled: result.dataset.bundled,
      judge: result.judge,
      ...(result.caution !== undefined && { caution: result.caution }),
      points: own.map(candidate => {
        const metric = candidate?.metrics[0]
        return metric === undefined || metric.n === 0 ? null : { n: metric.n, value: metric.value, ci95: metric.ci95 }
      }),
      changes: [...changes],
    },
  ]
}

/** Headlines by benchmark, one table a later run, with Holm over all of them, and over all tests against a margin. */
function adjust(comparisons: readonly Comparison[], alpha: number): Map<string, MetricComparison>[] {
  const all = comparisons.flatMap(({ benchmarks }, at) => benchmarks.map(benchmark => ({ at, benchmark })))
  const ps = holm(all.map(({ benchmark }) => benchmark.test.p))
  const margins = all.flatMap(({ benchmark: { margin, nonInferiority } }, i) =>
    margin === undefined || nonInferiority === undefined ? [] : [{ i, margin, p: nonInferiority.p }],
  )
  const marginPs = holm(margins.map(({ p }) => p))
  const losses = new Map(margins.map(({ i, margin, p }, at) => [i, { margin, p, pAdjusted: marginPs[at] ?? 1 }]))
  const tables = comparisons.map(() => new Map<string, MetricComparison>())
  all.forEach(({ at, benchmark }, i) => {
    const loss = losses.get(i)
    const adjusted = { alpha, pAdjusted: ps[i] ?? 1, ...(loss && { loss }) }
    tables[at]?.set(benchmark.name, figuresWithVerdict(metricOf(benchmark), adjusted))
  })
  return tables
}

/** The figures alone, without a verdict. */
const metricOf = ({
  metric,
  unit,
  direction,
  n,
  before,
  after,
  delta,
  test,
  correlation,
  neededN,
}: BenchmarkComparison) => ({
  metric,
  unit,
  direction,
  n,
  before,
  after,
  delta,
  test: { name: test.name, p: test.p },
  ...(correlation !== undefined && { correlation }),
  ...(neededN !== undefined && { neededN }),
})

function atLeastOne<T>(items: readonly T[]): [T, ...T[]] {
  const [first, ...rest] = items
  if (first === undefined) throw new Error('expected at least one')
  return [first, ...rest]
}
