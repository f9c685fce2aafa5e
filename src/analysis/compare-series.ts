import type { MetricComparison, SuiteScore } from '../core/comparison.ts'
import { MEAN } from '../core/endpoint.ts'
import type { Remark } from '../core/remark.ts'
import type { BenchmarkResult, RunResult } from '../core/run-result.ts'
import type { Series, SeriesBenchmark } from '../core/series.ts'
import { adjustedParts, finished, hypothesesOf, partOf } from './adjust-table.ts'
import { type CompareOptions, compareRaw, levelsOf, type RawRuns } from './compare-runs.ts'
import { conjunctionOf } from './conjunction.ts'
import type { ScoredRun } from './scored-run.ts'
import type { ScoredSample } from './scored-sample.ts'
import { shareScores } from './share-scores.ts'
import { type Hypothesis, type Standing, standings } from './standings.ts'
import { suiteScore } from './suite-score.ts'
import { makeSummary } from './summarise-run.ts'
import { withVerdict } from './verdict.ts'

/**
 * Two or more runs, each compared with the first, in one pass over the scores of each. Every comparison is adjusted over all tests of the
 * series, so that a long series doesn't find by chance what a short one would not; with a primary endpoint each table has its even share of the
 * level. Throws as `compareRuns` does.
 */
export async function compareSeries(runs: readonly ScoredRun[], options: CompareOptions = {}): Promise<Series> {
  const [first, ...later] = runs
  if (first === undefined || later.length === 0) throw new Error('a series needs at least two runs')
  const { results, comparisons } = await readTogether(first, later, options)
  const { margins, ...families } = levelsOf(options)
  const { primary, alpha } = families
  const hypotheses = comparisons.map(one => hypothesesOf(one, margins).filter(isIn(primary)))
  const standing = standings(hypotheses, families)
  const tables = comparisons.map(
    ({ rows }, at) =>
      new Map(
        rows.map(({ plan, result }, i): [string, MetricComparison] => {
          const own = standing[at]?.[i] ?? { alpha, pAdjusted: 1, overturnable: false }
          const overturnable = own.overturnable && { overturnable: true as const }
          return [plan.name, { ...withVerdict(result.headline, own), ...overturnable }]
        }),
      ),
  )
  const rests = atLeastOne(comparisons.map(({ rest }) => rest))
  const [{ before, suite }] = rests
  return {
    schemaVersion: 1,
    suite,
    runs: [before, ...rests.map(({ after }) => after)],
    comparable: rests.every(({ comparable }) => comparable),
    differences: rests.flatMap(({ after, differences }) => differences.map(text => `${after.id}: ${text}`)),
    ...remarksOf(rests),
    alpha,
    ...(options.adjust !== undefined && { adjust: options.adjust }),
    ...(primary !== undefined && { primary }),
    benchmarks: first.manifest.benchmarks.flatMap(plan => {
      const own = results.map(({ benchmarks }) => benchmarks.find(({ name }) => name === plan.name))
      const changes = tables.map(table => table.get(plan.name) ?? null)
      return benchmarkOf(own, changes)
    }),
    ...(primary === MEAN && { suiteScores: comparisons.map((one, at) => meanOf(one, standing[at]?.at(-1))) }),
    ...(primary === undefined && {
      conjunctions: comparisons.map(
        ({ rows }, at) => conjunctionOf(adjustedParts(rows, hypotheses, at, alpha), alpha, comparisons.length) ?? null,
      ),
    }),
  }
}

/** The mean is a line of a series only where it is its primary endpoint. */
const isIn =
  (primary: string | undefined) =>
  ({ name }: Hypothesis): boolean =>
    name !== MEAN || primary === MEAN

function meanOf({ rows, whole }: RawRuns, standing: Standing | undefined): SuiteScore | null {
  const score = whole ? suiteScore(rows.map(partOf)) : undefined
  return score === undefined || standing === undefined ? null : finished(score, standing)
}

/** Every run's own figures, and each later one against the first, while each run is read once. */
async function readTogether(
  first: ScoredRun,
  later: readonly ScoredRun[],
  options: CompareOptions,
): Promise<{ results: RunResult[]; comparisons: RawRuns[] }> {
  const summaries = [first, ...later].map(makeSummary)
  const [own, ...others] = summaries
  const shared = shareScores(first, later.length, sample => own?.push(sample))
  const settled = await Promise.allSettled(
    shared.map((before, at) => {
      const [after, summary] = [later[at], others[at]]
      if (after === undefined || summary === undefined) throw new Error('a series needs one summary per run')
      return compareWhole(
        before,
        tapped(after, sample => summary.push(sample)),
        options,
      )
    }),
  )
  const comparisons = settled.map(one => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
  return { results: summaries.map(summary => summary.result().result), comparisons }
}

/** One that can't be compared lets the others go on. */
async function compareWhole(before: ScoredRun, after: ScoredRun, options: CompareOptions): Promise<RawRuns> {
  try {
    return await compareRaw(before, after, options)
  } catch (error) {
    await before.scores()[Symbol.asyncIterator]().return?.()
    throw error
  }
}

/** A run that tells of its samples while it is read. */
function tapped(run: ScoredRun, onSample: (sample: ScoredSample) => void): ScoredRun {
  const { scoresLike } = run
  return {
    ...run,
    async *scores() {
      for await (const sample of run.scores()) {
        onSample(sample)
        yield sample
      }
    },
    ...(scoresLike && {
      async *scoresLike(other: Parameters<typeof scoresLike>[0]) {
        for await (const sample of scoresLike(other)) {
          if (sample !== undefined) onSample(sample)
          yield sample
        }
      },
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

/** What differs, with the run that it differs in. */
function remarksOf(comparisons: readonly RawRuns['rest'][]): Pick<Series, 'remarks' | 'warnings'> {
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
