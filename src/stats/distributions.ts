import betaCdf from '@stdlib/stats-base-dists-beta-cdf'
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf'
import chisquareCdf from '@stdlib/stats-base-dists-chisquare-cdf'
import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import studentCdf from '@stdlib/stats-base-dists-t-cdf'
import studentQuantile from '@stdlib/stats-base-dists-t-quantile'

export { betaCdf, betaQuantile, binomialCdf }

/** Φ(z). */
export const phi = (z: number): number => normalCdf(z, 0, 1)

/** Φ⁻¹(p); ±Infinity at 0 and 1. */
export const probit = (p: number): number => normalQuantile(p, 0, 1)

/** The two-sided critical value of the normal: 1.96 for 0.95. */
export const criticalZ = (level: number): number => -probit((1 - level) / 2)

/** The two-sided critical value of Student's t on `df` degrees of freedom. */
export function criticalT(level: number, df: number): number {
  const tail = (1 - level) / 2
  // At a level of next to nothing the slope below would be 0 / 0.
  if (level < 1e-8) return 0
  let t = -studentQuantile(tail, df)
  // The library's quantile is good to 1e-9 of its size at few degrees of freedom; its CDF is good to the last bits.
  for (let i = 0; i < 2; i++) {
    const step = t * 1e-5
    const slope = (studentCdf(step - t, df) - studentCdf(-t - step, df)) / (2 * step)
    t += (studentCdf(-t, df) - tail) / slope
  }
  return t
}

/** P(T ≤ t) on `df` degrees of freedom. */
export const tCdf = (t: number, df: number): number => studentCdf(t, df)

/** P(|T| ≥ |t|) on `df` degrees of freedom. */
export const twoSidedT = (t: number, df: number): number => 2 * studentCdf(-Math.abs(t), df)

/** P(χ² ≥ x) on `df` degrees of freedom. */
export const chisquareTail = (x: number, df: number): number => 1 - chisquareCdf(x, df)

/** Quantile of F(d1, d2), by the beta distribution. */
export function fQuantile(p: number, d1: number, d2: number): number {
  const x = betaQuantile(p, d1 / 2, d2 / 2)
  return (d2 * x) / (d1 * (1 - x))
}
