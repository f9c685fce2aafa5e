import type { BenchmarkComparison, Comparison, MetricComparison } from '../core/comparison.ts'
import type { Remark } from '../core/remark.ts'
import type { BenchmarkResult, RunResult } from '../core/run-result.ts'
import type { Series, SeriesBenchmark } from '../core/series.ts'
import { bh, holm } from '../stats/multiplicity.ts'
import { type CompareOptions, compareRuns } from './compare-runs.ts'
import type { ScoredRun } from './scored-run.ts'
import { summariseRun } from './summarise-run.ts'
import { type Adjusted, lossOf, verdictOf } from './verdict.ts'

/**
 * Two or more runs, each compared with the first. Every comparison is adjusted again over all tests of the series, so that
 * a long series doesn't find by chance what a short one would not. Throws as `compareRuns` does.
 */
export async function compareSeries(runs: readonly ScoredRun[], options: CompareOptions = {}): Promise<Series> {
  const [first, ...later] = runs
  if (first === undefined || later.length === 0) throw new Error('a series needs two runs or more')
  const results: RunResult[] = []
  for (const run of runs) results.push(await summariseRun(run))
  const comparisons: Comparison[] = []
  for (const run of later) comparisons.push(await compareRuns(first, run, options))
  const adjusted = adjustAll(comparisons, options.alpha ?? 0.05, options.adjust === 'bh' ? bh : holm)
  const summaries = comparisons.map(({ after }) => after)
  const [{ before, suite, alpha }] = atLeastOne(comparisons)
  return {
    schemaVersion: 1,
    suite,
    runs: [before, ...summaries],
    comparable: comparisons.every(({ comparable }) => comparable),
    differences: comparisons.flatMap(({ after, differences }) => differences.map(text => `${after.id}: ${text}`)),
    ...remarksOf(comparisons),
    alpha,
    ...(options.adjust !== undefined && { adjust: options.adjust }),
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

/** Headlines by benchmark, one table a later run, adjusted over all of them: differences, and losses against margins. */
function adjustAll(
  comparisons: readonly Comparison[],
  alpha: number,
  adjust: typeof holm,
): Map<string, MetricComparison>[] {
  const all = comparisons.flatMap(({ benchmarks }, at) => benchmarks.map(benchmark => ({ at, benchmark })))
  const ps = adjust(all.map(({ benchmark }) => benchmark.test.p))
  const tested = all.filter(({ benchmark }) => benchmark.nonInferiority !== undefined)
  const lossPs = adjust(tested.map(({ benchmark }) => benchmark.nonInferiority?.p ?? 1))
  const equalPs = adjust(tested.map(({ benchmark }) => benchmark.equivalence?.p ?? 1))
  const tables = comparisons.map(() => new Map<string, MetricComparison>())
  all.forEach((entry, i) => {
    const { nonInferiority, equivalence, margin } = entry.benchmark
    const at = tested.indexOf(entry)
    const pAdjusted = lossPs[at] ?? 1
    const loss = nonInferiority && margin !== undefined ? { margin, p: nonInferiority.p, pAdjusted } : undefined
    const equal = equivalence && { p: equivalence.p, pAdjusted: equalPs[at] ?? 1 }
    const adjusted = { alpha, pAdjusted: ps[i] ?? 1, ...(loss && { loss }), ...(equal && { equal }) }
    tables[entry.at]?.set(entry.benchmark.name, again(entry.benchmark, adjusted))
  })
  return tables
}

/** The headline alone, with the verdict that the whole series leaves it. */
function again(benchmark: BenchmarkComparison, adjusted: Adjusted): MetricComparison {
  const { metric, unit, direction, n, before, after, delta, test, correlation, neededN, note, remark } = benchmark
  const verdict = verdictOf(benchmark, adjusted)
  return {
    ...{ metric, unit, direction, n, before, after, delta, verdict },
    test: { ...test, pAdjusted: adjusted.pAdjusted },
    ...lossOf(adjusted),
    ...(verdict === 'inconclusive' && neededN !== undefined && { neededN }),
    ...(note !== undefined && { note }),
    ...(remark !== undefined && { remark }),
    ...(correlation !== undefined && { correlation }),
  }
}

/** What differs, with the run that it differs in. */
function remarksOf(comparisons: readonly Comparison[]): Pick<Series, 'remarks' | 'warnings'> {
  const remarks = comparisons.flatMap(({ after, remarks = [] }) =>
    remarks.map(({ code, values }) => ({ code, values: { ...values, run: after.id } })),
  )
  const warnings = comparisons.flatMap(({ before, after, warnings = [] }, at) =>
    warnings.flatMap(({ code, values: { arm, ...values } }): Remark[] => {
      // The first run is in every comparison.
      if (arm === 'before' && at > 0) return []
      return [{ code, values: { ...values, run: arm === 'before' ? before.id : after.id } }]
    }),
  )
  return { ...(remarks.length > 0 && { remarks }), ...(warnings.length > 0 && { warnings }) }
}

function atLeastOne<T>(items: readonly T[]): [T, ...T[]] {
  const [first, ...rest] = items
  if (first === undefined) throw new Error('expected at least one')
  return [first, ...rest]
}
