import type { Comparison, SuiteScore } from '../core/comparison.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import type { Wording } from '../core/wording.ts'
import { bh, holm } from '../stats/multiplicity.ts'
import type { RawBenchmark } from './compare-benchmark.ts'
import type { RawComparison } from './compare-metric.ts'
import { boundsOf } from './missing.ts'
import { type RawSuiteScore, type SuitePart, suiteScore } from './suite-score.ts'
import { type Adjusted, isOverturnable, lossOf, verdictOf, withVerdict } from './verdict.ts'

export interface TableOptions {
  /** Two-sided level of the whole table. */
  alpha: number
  adjust: 'holm' | 'bh'
  /** By benchmark or suite. */
  margins: Readonly<Record<string, number>>
  cautions: ReadonlyMap<string, Wording>
}

export interface TableRow {
  plan: BenchmarkPlan
  result: RawBenchmark
}

/**
 * Verdicts for a table. One family are the differences of the headline metrics and of the suite's score; another are the
 * same against their margins; the other metrics of a benchmark are a family each. `whole` says that no benchmark of
 * the suite is missing: only then it has a score.
 */
export function adjustTable(
  rows: readonly TableRow[],
  suiteName: string,
  whole: boolean,
  { alpha, adjust, margins, cautions }: TableOptions,
): Pick<Comparison, 'benchmarks' | 'suiteScore'> {
  const adjusted = { holm, bh }[adjust]
  const suite = whole ? suiteScore(rows.map(partOf)) : undefined
  const family: { raw: Pick<RawComparison, 'test' | 'harm' | 'boon'>; margin: number | undefined }[] = [
    ...rows.map(({ plan, result }) => ({ raw: result.headline, margin: margins[plan.name] ?? margins[suiteName] })),
    ...(suite ? [{ raw: suite, margin: margins[suiteName] }] : []),
  ]
  const ps = adjusted(family.map(({ raw }) => raw.test.p))
  const losses = family.flatMap(({ raw, margin }, i) =>
    margin === undefined
      ? []
      : [{ i, margin, p: raw.harm(margin), equal: Math.max(raw.harm(margin), raw.boon(margin)) }],
  )
  const lossPs = adjusted(losses.map(({ p }) => p))
  const equalPs = adjusted(losses.map(({ equal }) => equal))
  const standing = family.map((_, i): Adjusted => {
    const at = losses.findIndex(loss => loss.i === i)
    const loss = losses[at]
    const pAdjusted = lossPs[at]
    const equalP = equalPs[at]
    return {
      alpha,
      pAdjusted: ps[i] ?? 1,
      ...(loss !== undefined && pAdjusted !== undefined && { loss: { margin: loss.margin, p: loss.p, pAdjusted } }),
      ...(loss !== undefined && equalP !== undefined && { equal: { p: loss.equal, pAdjusted: equalP } }),
    }
  })
  const benchmarks = rows.map(({ plan, result: { headline, others, extremes, ...rest } }, i) => {
    const own = standing[i] ?? { alpha, pAdjusted: 1 }
    const caution = cautions.get(plan.name)
    const otherPs = adjusted(others.map(({ test }) => test.p))
    return {
      name: plan.name,
      bundled: plan.dataset.bundled,
      judge: plan.judge.name,
      ...(caution !== undefined && { caution }),
      ...withVerdict(headline, own),
      ...rest,
      ...(extremes && boundsOf(extremes)),
      ...(extremes && isOverturnable(verdictOf(headline, own), extremes, own) && { overturnable: true as const }),
      others: others.map((other, j) => withVerdict(other, { alpha, pAdjusted: otherPs[j] ?? 1 })),
    }
  })
  const last = standing.at(-1)
  return { benchmarks, ...(suite && last && { suiteScore: finished(suite, last) }) }
}

const partOf = ({ plan, result: { headline, flips } }: TableRow): SuitePart => ({
  name: plan.name,
  bundled: plan.dataset.bundled,
  headline,
  flips,
})

function finished({ harm: _, boon: __, direction, test, ...rest }: RawSuiteScore, adjusted: Adjusted): SuiteScore {
  const verdict = verdictOf({ direction, delta: rest.macro.delta }, adjusted)
  return { ...rest, test: { ...test, pAdjusted: adjusted.pAdjusted }, verdict, ...lossOf(adjusted) }
}
