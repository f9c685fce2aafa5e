import { type DifferenceVariance, detectableDifference } from '../stats/power.ts'

/**
 * Variances of Miller 2024 (https://arxiv.org/abs/2411.00640): of the questions' true differences, and over answers to one
 * question. Illustrative: an earlier pair of runs says better.
 */
export const illustrative = { omega2: 1 / 9, sigma2: 1 / 6 }

export interface Detectable {
  epochs: number
  /** Smallest true difference that n questions show at 80 % power, two-sided 5 %, in the metric's unit. */
  difference: number
}

/** What n questions can detect with K answers each, for K = 1 and for the K that is planned. */
export function detectable(
  n: number,
  epochs: number,
  variance: Pick<DifferenceVariance, 'omega2'> & { sigma2: number },
): Detectable[] {
  return [...new Set([1, epochs])].map(k => ({
    epochs: k,
    difference: detectableDifference(n, {
      omega2: variance.omega2,
      sigma2Before: variance.sigma2,
      sigma2After: variance.sigma2,
      epochsBefore: k,
      epochsAfter: k,
    }),
  }))
}
