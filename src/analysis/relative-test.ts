import type { Direction } from '../core/metric.ts'
import { boundedMeanTest } from '../stats/bounded-mean.ts'
import { tCdf } from '../stats/distributions.ts'
import { isConstant } from '../stats/mean.ts'
import type { PairedFigure } from './metric-sums.ts'

/**
 * One-sided p of the hypothesis that the loss is `share` of the value before, or more: Fieller's test. No ratio is formed: of
 * after − (1 − share) · before (where lower is better (1 + share) · before − after) it is tested whether it is above 0, by
 * the score interval of a bounded mean for a rate, by t for the rest. Nothing for a value before that is 0 or below it.
 * Source: Fieller 1954, https://doi.org/10.1111/j.2517-6161.1954.tb00159.x
 */
export function relativeTest(pair: PairedFigure, direction: Direction, share: number): number | undefined {
  const { before, after, dependence } = pair
  const { metric, clustered, n, units, effective } = before
  if (units < 2 || !(before.value > 0)) return undefined
  const up = direction === 'higher-is-better'
  const factor = up ? 1 - share : 1 + share
  const value = up ? after.value - factor * before.value : factor * before.value - after.value
  if (value <= 0) return 1
  const [was, is] = [before.mean(), after.mean()]
  const variance = Math.max(0, is.se ** 2 + (factor * was.se) ** 2 - 2 * dependence() * factor * was.se * is.se)
  if (metric.unit !== 'rate') {
    const se = Math.sqrt(variance)
    return isConstant(se, value) ? 2 ** -(was.df + 1) : tCdf(-value / se, was.df)
  }
  const range = up ? ([-factor, 1] as const) : ([-1, factor] as const)
  const size = clustered ? effective : n
  return boundedMeanTest({ value, variance: variance * size, n: size, range, ...(clustered && { df: was.df }) }, 0)
}
