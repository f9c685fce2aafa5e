import { wilson } from '../stats/proportion.ts'

/** How a unit's score differs between the arms (a sample's, or a cluster's mean), as far as it is known. */
export interface Spread {
  /**
   * Variance of the units' differences (of yes/no scores their mean square, the share that changes): of the true ones where `noise` is
   * known, else of those seen with `epochs` answers.
   */
  omega2: number
  /** σ² over answers to one question, by arm. */
  noise?: { before: number; after: number }
  epochs: number
  /** What the whole variance could be instead, as multiples of it: for an earlier run the ends of its 95 % interval. */
  factor: readonly [low: number, high: number]
  /** Every sample's score is 0 or 1 whatever the epochs (a majority vote). */
  yesNo?: boolean
  /** Share of yes among the samples that stay. */
  yes?: number
  /** Share of the samples that change from one arm to the other, where scores are yes or no. */
  flips?: number
  /** What an earlier pair of runs saw. */
  seen?: { difference: number; se: number; n: number }
  source: SpreadSource
}

export type SpreadSource = { kind: 'assumed' | 'given' } | { kind: 'runs'; run: string }

/**
 * Of yes/no scores where nothing is known: two models that are right on 70 to 90 % of the questions and whose scores correlate at 0.3 to 0.7
 * (Miller 2024, https://arxiv.org/abs/2411.00640, on popular benchmarks) differ on 5 to 29 % of them, and on 19 % at the middle of both:
 * 2p(1 − p)(1 − r) at p = 0.75, r = 0.5 is 0.1875.
 */
export const assumed: Spread = { ...flipsOf(0.2), factor: [0.5, 1.5], source: { kind: 'assumed' } }

/** From the share of yes/no scores that change, and of those that change where the same model is asked again. */
export function flipsOf(flips: number, again?: number): Spread {
  const noise = again === undefined ? undefined : Math.min(again, flips)
  return {
    omega2: flips - (noise ?? 0),
    ...(noise !== undefined && { noise: { before: noise / 2, after: noise / 2 } }),
    epochs: 1,
    factor: [1, 1],
    flips,
    source: { kind: 'given' },
  }
}

/** From an earlier pair of runs, of which `changed` of `n` independent yes/no scores changed. None may still be some: then half the limit. */
export function countedFlips(changed: number, n: number): Pick<Spread, 'omega2' | 'factor' | 'flips'> {
  const [low, high] = wilson(changed, n).ci
  const flips = changed === 0 ? high / 2 : changed / n
  return { omega2: flips, flips, factor: [low / flips, high / flips] }
}
