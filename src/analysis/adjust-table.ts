import type { Comparison, SuiteScore } from '../core/comparison.ts'
import { MEAN } from '../core/endpoint.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import type { Wording } from '../core/wording.ts'
import { bh, holm } from '../stats/multiplicity.ts'
import type { RawBenchmark } from './compare-benchmark.ts'
import { conjunctionOf } from './conjunction.ts'
import { boundsOf } from './missing.ts'
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
    ...rows.map(({ plan: { name }, result: { headline, extremes } }): Hypothesis => {
      const margin = margins[name] ?? margins[suiteName]
      return { name, raw: headline, margin, extremes }
    }),
    ...(suite
      ? [
          {
            name: MEAN,
            raw: { ...suite, delta: suite.macro.delta },
            margin: margins[suiteName],
            extremes: suiteAtBounds(parts),
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
  const [standing = []] = standings([hypothesesOf(table, options.margins)], options)
  const benchmarks = rows.map(({ plan, result: { headline, others, extremes, ...rest } }, i) => {
    const own = standing[i] ?? { alpha, pAdjusted: 1, overturnable: false }
    const caution = cautions.get(plan.name)
    const otherPs = { holm, bh }[adjust](others.map(({ test }) => test.p))
    return {
      name: plan.name,
      bundled: plan.dataset.bundled,
      judge: plan.judge.name,
      ...(caution !== undefined && { caution }),
      ...withVerdict(headline, own),
      ...rest,
      ...(extremes && boundsOf(extremes)),
      ...(own.overturnable && { overturnable: true as const }),
      others: others.map((other, j) => withVerdict(other, { alpha, pAdjusted: otherPs[j] ?? 1 })),
    }
  })
  const last = standing.at(-1)
  const conjunction = primary === undefined ? conjunctionOf(rows.map(partOf), alpha) : undefined
  return {
    benchmarks,
    ...(suite && last && { suiteScore: finished(suite, last) }),
    ...(conjunction && { conjunction }),
  }
}

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
