import { type Comparison, lacksBounds, type MetricComparison, type SuiteScore } from '../core/comparison.ts'
import { MEAN } from '../core/endpoint.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import type { Wording } from '../core/wording.ts'
import type { RawBenchmark } from './compare-benchmark.ts'
import { type AdjustedPart, conjunctionOf } from './conjunction.ts'
import { boundsOf, type Extremes } from './missing.ts'
import { type Families, type Hypothesis, type Standing, standings } from './standings.ts'
import { type RawSuiteScore, type SuitePart, suiteAtBounds, suiteScore } from './suite-score.ts'
import { lossOf, verdictOf, withVerdict } from './verdict.ts'

export interface TableOptions extends Families {
  /** By benchmark or suite. */
  margins: Readonly<Record<string, number>>
  cautions: ReadonlyMap<string, Wording>
}

export interface TableRow {
  plan: BenchmarkPlan
  result: RawBenchmark
}

/** A table before its adjustment. */
export interface RawTable {
  rows: readonly TableRow[]
  suiteName: string
  /** Whether no benchmark of the suite is missing: only then it has a score. */
  whole: boolean
}

/** Its lines in the order of the table, the suite's score last. */
export function hypothesesOf({ rows, suiteName, whole }: RawTable, margins: TableOptions['margins']): Hypothesis[] {
  const parts = rows.map(partOf)
  const suite = whole ? suiteScore(parts) : undefined
  return [
    ...rows.map(({ plan: { name }, result }): Hypothesis => {
      const { headline, extremes } = result
      const margin = margins[name] ?? margins[suiteName]
      return { name, raw: headline, margin, extremes, unbounded: isUnbounded(result, extremes) }
    }),
    ...(suite
      ? [
          {
            name: MEAN,
            raw: { ...suite, delta: suite.macro.delta },
            margin: margins[suiteName],
            extremes: suiteAtBounds(parts),
            unbounded: rows.some(
              row => suite.benchmarks?.includes(row.plan.name) && isUnbounded(row.result, row.result.extremes),
            ),
          },
        ]
      : []),
  ]
}

/**
 * Verdicts for a table. One family are the differences of the headline metrics and of the suite's score; another are the
 * same against their margins; the other metrics of a benchmark are a family each. With a primary endpoint the rest of a family is claimed only
 * where that is.
 */
export function adjustTable(
  table: RawTable,
  options: TableOptions,
): Pick<Comparison, 'benchmarks' | 'suiteScore' | 'conjunction'> {
  const { rows, whole } = table
  const { alpha, adjust, cautions, primary } = options
  const suite = whole ? suiteScore(rows.map(partOf)) : undefined
  const lines = hypothesesOf(table, options.margins)
  const [standing = []] = standings([lines], options)
  const benchmarks = rows.map(({ plan, result }, i) => {
    const { headline, others: _, extremes, otherExtremes: __, ...rest } = result
    const own = standing[i] ?? { alpha, pAdjusted: 1, overturnable: false }
    const caution = cautions.get(plan.name)
    return {
      name: plan.name,
      bundled: plan.dataset.bundled,
      judge: plan.judge.name,
      ...(caution !== undefined && { caution }),
      ...withVerdict(headline, own),
      ...rest,
      ...(extremes && boundsOf(extremes)),
      ...(own.overturnable && { overturnable: true as const }),
      others: othersOf(result, { alpha, adjust }),
    }
  })
  const last = standing.at(-1)
  const conjunction = primary === undefined ? conjunctionOf(adjustedParts(rows, [lines], 0, alpha), alpha) : undefined
  return {
    benchmarks,
    ...(suite && last && { suiteScore: finished(suite, last) }),
    ...(conjunction && { conjunction }),
  }
}

/** A table's benchmarks with their p after Holm's adjustment, over all tables of their family. */
export function adjustedParts(
  rows: readonly TableRow[],
  tables: readonly (readonly Hypothesis[])[],
  at: number,
  alpha: number,
): AdjustedPart[] {
  const [own = []] = standings(tables, { alpha, adjust: 'holm' }).slice(at)
  return rows.map((row, i) => ({ ...partOf(row), adjusted: own[i]?.pAdjusted ?? 1 }))
}

/** The other metrics of a benchmark, a family of their own. */
function othersOf(result: RawBenchmark, families: Families): MetricComparison[] {
  const { others, otherExtremes } = result
  const lines = others.map((raw): Hypothesis => {
    const extremes = otherExtremes?.get(raw.metric)
    return { name: raw.metric, raw, margin: undefined, extremes, unbounded: isUnbounded(result, extremes) }
  })
  const [standing = []] = standings([lines], families)
  return others.map((other, i) => {
    const own = standing[i] ?? { alpha: families.alpha, pAdjusted: 1, overturnable: false }
    const extremes = otherExtremes?.get(other.metric)
    return {
      ...withVerdict(other, own),
      ...(extremes && boundsOf(extremes)),
      ...(own.overturnable && { overturnable: true as const }),
    }
  })
}

/** Whether answers are missing that could have made anything of a metric. */
const isUnbounded = (result: RawBenchmark, extremes: Extremes | undefined): boolean =>
  lacksBounds({ ...result, ...(extremes && boundsOf(extremes)) })

export const partOf = ({ plan, result: { headline, flips, extremes } }: TableRow): SuitePart => ({
  name: plan.name,
  bundled: plan.dataset.bundled,
  headline,
  flips,
  ...(extremes && { extremes }),
})

export function finished(
  { harm: _, boon: __, direction, test, ...rest }: RawSuiteScore,
  standing: Standing,
): SuiteScore {
  const verdict = verdictOf({ direction, delta: rest.macro.delta }, standing)
  return {
    ...rest,
    test: { ...test, pAdjusted: standing.pAdjusted },
    verdict,
    ...(standing.overturnable && { overturnable: true as const }),
    ...lossOf(standing),
  }
}
