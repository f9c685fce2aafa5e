import { type DifferenceVariance, detectableDifference } from '../stats/power.ts'

/** What the variance of a question's paired difference is made of, as far as it is known. */
export interface Spread {
  /** Variance of the questions' differences: of the true ones where `noise` is known, else of those seen with `epochs` answers. */
  omega2: number
  /** σ² over answers to one question, by arm. */
  noise?: { before: number; after: number }
  epochs: number
  source: string
}

/** Illustrative variances of a yes/no score, of Miller 2024 (https://arxiv.org/abs/2411.00640): an earlier pair of runs says better. */
export const illustrative: Spread = {
  omega2: 1 / 9,
  noise: { before: 1 / 6, after: 1 / 6 },
  epochs: 1,
  source: 'illustrative (Miller 2024)',
}

export interface Detectable {
  epochs: number
  /** Smallest true difference that n questions show at 80 % power, two-sided 5 %, in the metric's unit. */
  difference: number
}

/**
 * What n ≥ 1 questions can detect with one answer each, and with the number that is planned. Where the noise of answers
 * can't be told apart from the questions' own spread, only with as many answers as were seen.
 */
export function detectable(n: number, epochs: number, { omega2, noise, epochs: seen }: Spread): Detectable[] {
  if (noise === undefined) return [{ epochs: seen, difference: detectableDifference(n, { omega2 }) }]
  return [...new Set([1, epochs])].map(k => {
    const variance: DifferenceVariance = {
      omega2,
      sigma2Before: noise.before,
      sigma2After: noise.after,
      epochsBefore: k,
      epochsAfter: k,
    }
    return { epochs: k, difference: detectableDifference(n, variance) }
  })
}
