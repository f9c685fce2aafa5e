import { type BoundedMean, boundedMean, boundedMeanTest } from './bounded-mean.ts'
import { demand } from './checks.ts'
import { aroundMean, type TestedMean, testOfZero } from './mean.ts'
import { Moments } from './moments.ts'
import type { PairedMoments } from './paired-moments.ts'

/** Samples of two arms of which only some are the same. */
export interface PartlyOverlapping {
  pairs: PairedMoments
  /** The others of each arm, drawn from the same population. */
  beforeOnly: Moments
  afterOnly: Moments
  /** Where all values lie in a range, as rates do: 0 and 1. */
  isRate?: boolean
}

/**
 * After − before over all samples of both arms, where some are paired and others are in one arm only: the difference of the arms' means, its
 * variance s₁²/n₁ + s₂²/n₂ − 2 r s₁ s₂ n_c/(n₁n₂) with r of the pairs, and the partially overlapping samples' t for unequal variances. Of rates
 * the score interval of a bounded mean with that variance and the harmonic mean of both sizes. Supposes that which samples an arm took has
 * nothing to do with their scores, as where seeds differ. Throws for fewer than two pairs.
 * Source: Derrick, Russ, Toher & White 2017, https://doi.org/10.22237/jmasm/1493597280
 *
 * @example
 * const pairs = PairedMoments.of([1, 0, 1, 1], [1, 0, 0, 1])
 * partlyOverlapping({ pairs, beforeOnly: Moments.of([1, 1, 0]), afterOnly: Moments.of([0, 1]) }).value.toFixed(3) // → '-0.214'
 */
export function partlyOverlapping({ pairs, beforeOnly, afterOnly, isRate = false }: PartlyOverlapping): TestedMean {
  const shared = pairs.n
  demand(shared >= 2, `${shared} pairs have no correlation, at least 2 are needed`)
  const [before, after] = [all(pairs.before, beforeOnly), all(pairs.after, afterOnly)]
  const [vBefore, vAfter] = [before.variance / before.n, after.variance / after.n]
  const covariance =
    ((pairs.correlation ?? 0) * Math.sqrt(before.variance * after.variance) * shared) / (before.n * after.n)
  const variance = Math.max(0, vBefore + vAfter - 2 * covariance)
  const se = Math.sqrt(variance)
  const df = degrees(shared, beforeOnly.n + afterOnly.n, [vBefore, before.n], [vAfter, after.n])
  const value = after.mean - before.mean
  const n = 2 / (1 / before.n + 1 / after.n)
  if (!isRate) {
    const estimate = aroundMean(value, se, df, 0.95, 'partly-overlapping-t')
    return { ...estimate, p: testOfZero(estimate, shared) }
  }
  const bounded: BoundedMean = { value, variance: variance * n, n, range: [-1, 1], df }
  const { ci } = boundedMean(bounded)
  const p = value === 0 ? 1 : Math.min(1, 2 * boundedMeanTest(bounded, 0))
  return { value, ci, method: 'partly-overlapping-score', se, df, p }
}

/** Between those of a paired t, with all samples paired, and Welch's, with none. */
function degrees(shared: number, apart: number, ...arms: readonly [variance: number, n: number][]): number {
  const sum = arms.reduce((total, [variance]) => total + variance, 0)
  const parts = arms.reduce((total, [variance, n]) => total + variance ** 2 / (n - 1), 0)
  const welch = parts === 0 ? arms.reduce((total, [, n]) => total + n - 1, 0) : sum ** 2 / parts
  return shared - 1 + ((welch - shared + 1) / (apart + 2 * shared)) * apart
}

function all(pairs: Moments, only: Moments): Moments {
  const moments = new Moments()
  moments.merge(pairs)
  moments.merge(only)
  return moments
}
