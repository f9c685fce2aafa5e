import { checkLevel, checkPairs, checkValues, demand } from './checks.ts'
import { criticalT, twoSidedT } from './distributions.ts'
import type { Estimate } from './estimate.ts'
import { Moments } from './moments.ts'

/** A mean with its standard error; `df` are the degrees of freedom of its t. */
export interface MeanEstimate extends Estimate {
  se: number
  df: number
}

/** A mean difference with a two-sided test of zero. */
export interface TestedMean extends MeanEstimate {
  p: number
}

/**
 * The mean of n ≥ 2 values with Student's interval: x̄ ± t(n−1)·s/√n. Where all values are equal it has no width.
 * Throws for fewer than two values, and for values that are not finite.
 *
 * @example
 * meanInterval([3, 1, 4, 1, 5]).ci.map(limit => limit.toFixed(2)) // → ['0.58', '5.02']
 */
export function meanInterval(values: ArrayLike<number>, level = 0.95): MeanEstimate {
  checkValues('values', values, 2)
  return meanFromMoments(Moments.of(values), level)
}

/** `meanInterval` of what a stream left behind. Throws for n < 2. */
export function meanFromMoments(moments: Moments, level = 0.95): MeanEstimate {
  checkLevel(level)
  demand(moments.n >= 2, `a mean of ${moments.n} values has no interval, at least 2 are needed`)
  return aroundMean(moments.mean, Math.sqrt(moments.variance / moments.n), moments.n - 1, level, 't')
}

/** value ± t(df)·se. */
export function aroundMean(value: number, se: number, df: number, level: number, method: string): MeanEstimate {
  const half = criticalT(level, df) * se
  return { value, ci: [value - half, value + half], method, se, df }
}

/**
 * The mean of after − before over the same n ≥ 2 samples, with the paired t interval and test. Where every difference
 * is the same d ≠ 0 the t statistic is infinite, and p is that of the sign-flip test, 2^(1−n); where all are 0, 1.
 *
 * @example
 * pairedMean([3, 1, 4, 1, 5], [4, 3, 4, 2, 7]).p.toFixed(3) // → '0.033'
 */
export function pairedMean(before: ArrayLike<number>, after: ArrayLike<number>, level = 0.95): TestedMean {
  checkPairs(before, after, 2)
  return testedFromMoments(Moments.of(differences(before, after)), level)
}

/** `pairedMean` of the moments of after − before. */
export function testedFromMoments(moments: Moments, level = 0.95): TestedMean {
  const estimate = meanFromMoments(moments, level)
  return { ...estimate, p: testOfZero(estimate, moments.n) }
}

/** Two-sided p of a mean against 0, with the limits above; `units` are the independent ones (samples, clusters). */
export function testOfZero({ value, se, df }: MeanEstimate, units: number): number {
  if (value === 0) return 1
  return isConstant(se, value) ? 2 ** (1 - units) : twoSidedT(value / se, df)
}

/** Whether a standard error is nothing but rounding: differences such as ⅔ − ⅓ and ⅓ − 0 are equal up to the last bit. */
export const isConstant = (se: number, scale: number): boolean => se <= 1e-12 * Math.abs(scale)

/** after − before, sample by sample. */
export function differences(before: ArrayLike<number>, after: ArrayLike<number>): Float64Array {
  const result = new Float64Array(before.length)
  for (let i = 0; i < result.length; i++) result[i] = (after[i] ?? Number.NaN) - (before[i] ?? Number.NaN)
  return result
}
