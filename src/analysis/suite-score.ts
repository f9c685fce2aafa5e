import type { SuiteScore } from '../core/comparison.ts'
import type { Interval } from '../core/run-result.ts'
import { criticalZ, phi } from '../stats/distributions.ts'
import type { Estimate } from '../stats/estimate.ts'
import { macroScore, type Part, pooledScore } from '../stats/suite-score.ts'
import type { RawComparison } from './compare-metric.ts'

/** A suite's score before the table's adjustment. */
export type RawSuiteScore = Omit<SuiteScore, 'verdict' | 'margin' | 'nonInferiority' | 'test'> &
  Pick<RawComparison, 'direction' | 'test' | 'harm'>

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
    return { before: shown(of('before')), after: shown(of('after')), delta: shown(of('delta')) }
  }
  const macro = combine(macroScore)
  return {
    metric,
    unit,
    direction,
    macro,
    pooled: combine(pooledScore),
    test: { name: 'macro-mover', p: Math.min(1, 2 * tail(Math.abs(macro.delta.value), halfToZero(macro.delta))) },
    harm(margin) {
      const { value, ci95 } = macro.delta
      const [gain, half] = direction === 'higher-is-better' ? [value, value - ci95[0]] : [-value, ci95[1] - value]
      return tail(gain + margin, half)
    },
  }
}

const shown = ({ value, ci }: Estimate): { value: number; ci95: Interval } => ({ value, ci95: ci })

/** The half of the interval on the side of 0. */
const halfToZero = ({ value, ci95 }: { value: number; ci95: Interval }): number =>
  value > 0 ? value - ci95[0] : ci95[1] - value

/** One-sided p of a distance, taking the half of the 95 % interval as that of a normal. */
function tail(distance: number, half: number): number {
  if (half > 0) return phi((-distance / half) * criticalZ(0.95))
  return distance > 0 ? 0 : 1
}
