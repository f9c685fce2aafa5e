import { checkLevel, demand } from './checks.ts'
import { criticalT, criticalZ, phi, tCdf } from './distributions.ts'
import type { Estimate } from './estimate.ts'

/** The mean of values that all lie in a range: a rate over several epochs, or the difference of two. */
export interface BoundedMean {
  /** Within the range. */
  value: number
  /** Of one value, s² (n − 1 below); at least 0. */
  variance: number
  /** Independent values: questions, or clusters. */
  n: number
  range: readonly [low: number, high: number]
  /** Degrees of freedom where Student's t stands for the normal. */
  df?: number
}

/**
 * A score interval that leaves room for what a small sample can't have seen. A mean that lies y above the observed one is
 * taken to come from a share w = y / R of the population that is at the end of the range, R away; with V(y) = (1 − w)v + wR² − y²
 * the limits are where y² = z² V(y) / n, v being the observed variance: a quadratic. Of yes/no scores it is Wilson's interval. Where all
 * values are equal the limits are z²R / (n + z²) away, as Wilson's and Tango's are, and more variance never makes it narrower.
 * Why it is the default of rates over epochs, and its simulated coverage: docs/statistics.md.
 * The score principle: Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953
 *
 * @example
 * const { ci } = boundedMean({ value: 1, variance: 0, n: 30, range: [0, 1] })
 * ci.map(limit => limit.toFixed(3)) // → ['0.886', '1.000']
 */
export function boundedMean(mean: BoundedMean, level = 0.95): Estimate {
  checkLevel(level)
  check(mean)
  const { value, range, df } = mean
  const z = df === undefined ? criticalZ(level) : criticalT(level, df)
  const ci: [number, number] = [
    Math.max(range[0], value - reach(mean, value - range[0], z)),
    Math.min(range[1], value + reach(mean, range[1] - value, z)),
  ]
  return { value, ci, method: 'bounded-score' }
}

/**
 * One-sided p of the hypothesis that the mean is at `limit` or beyond it, seen from the observed one; 1 where it is there.
 *
 * @example
 * boundedMeanTest({ value: -0.02, variance: 0.1, n: 200, range: [-1, 1] }, 0).toFixed(3) // → '0.205'
 */
export function boundedMeanTest(mean: BoundedMean, limit: number): number {
  check(mean)
  const { value, range, n, df } = mean
  const y = Math.abs(limit - value)
  if (y === 0) return 1
  const room = limit > value ? range[1] - value : value - range[0]
  if (y >= room) return 0
  const w = y / room
  const v = observed(mean)
  const z = y / Math.sqrt(((1 - w) * v + w * room * room - y * y) / n)
  return df === undefined ? phi(-z) : tCdf(-z, df)
}

/** How far the limit is from the mean where the range's end is `room` away. */
function reach(mean: BoundedMean, room: number, z: number): number {
  if (room <= 0) return 0
  const k = (z * z) / mean.n
  const v = observed(mean)
  const b = k * (room - v / room)
  return (b + Math.sqrt(b * b + 4 * (1 + k) * k * v)) / (2 * (1 + k))
}

/** The variance with n below: of yes/no scores p(1 − p). A range allows no more than (mean − low)(high − mean). */
const observed = ({ variance, n, value, range }: BoundedMean): number =>
  Math.min((variance * (n - 1)) / n, Math.max(0, (value - range[0]) * (range[1] - value)))

function check({ value, variance, n, range }: BoundedMean): void {
  demand(n > 0, 'a mean of no values has no interval')
  demand(variance >= 0, `a variance of ${variance} is below 0`)
  demand(value >= range[0] - 1e-9 && value <= range[1] + 1e-9, `the mean ${value} is outside ${range[0]}…${range[1]}`)
}
