import type { SuiteScore } from '../core/comparison.ts'
import { criticalZ, twoSidedZ } from '../stats/distributions.ts'
import type { Estimate } from '../stats/estimate.ts'
import { macroScore, type Part, pooledScore } from '../stats/suite-score.ts'
import type { RawComparison } from './compare-metric.ts'

/** A suite's score before the table's adjustment. */
export type RawSuiteScore = Omit<SuiteScore, 'verdict' | 'margin' | 'test'> & {
  direction: RawComparison['direction']
  test: { name: string; p: number }
}

/** The suite as one figure, where it has two benchmarks or more whose headline metrics are the same. */
export function suiteScore(headlines: readonly RawComparison[]): RawSuiteScore | undefined {
  const [first, second] = headlines
  if (first === undefined || second === undefined) return undefined
  const { metric, unit, direction } = first
  if (!headlines.every(other => other.metric === metric && other.unit === unit && other.direction === direction))
    return undefined
  const combine = (score: typeof macroScore) => {
    const of = (arm: 'before' | 'after' | 'delta') =>
      score(headlines.map((headline): Part => ({ n: headline.n, value: headline[arm].value, ci: headline[arm].ci95 })))
    const arm = ({ value, ci }: Estimate) => ({ value, ci95: ci })
    return { before: arm(of('before')), after: arm(of('after')), delta: of('delta') }
  }
  const macro = combine(macroScore)
  const pooled = combine(pooledScore)
  const shown = ({ before, after, delta }: typeof macro) => ({
    before,
    after,
    delta: { value: delta.value, ci95: delta.ci },
  })
  return {
    metric,
    unit,
    direction,
    macro: shown(macro),
    pooled: shown(pooled),
    test: { name: 'macro-mover', p: pOf(macro.delta) },
  }
}

/** The level at which the interval would just touch 0, taking the half of it on that side as normal. */
function pOf({ value, ci }: Estimate): number {
  const half = value > 0 ? value - ci[0] : ci[1] - value
  return half === 0 ? 1 : twoSidedZ((value / half) * criticalZ(0.95))
}
