import { criticalT, criticalZ } from './distributions.ts'
import { clamp, type Estimate } from './estimate.ts'

/** A share that is no plain rate (a ratio of sums, an F-score), with the standard error that its linearisation gives. */
export interface Share {
  /** In 0…1. */
  value: number
  se: number
  /** How many yes/no trials it counts as where it is 0 or 1, and its standard error 0. */
  trials: number
  /** Where the standard error is estimated from scores of any size, or from clusters: Student's t stands for the normal. */
  df?: number
  clustered?: boolean
}

/**
 * An interval for a share: Wilson's for n* = p(1 − p)/se² trials, as many as vary as much. Of a plain rate it is `wilson`;
 * within 0…1, and never without width.
 * Source: Korn & Graubard 1998, Survey Methodology 24:193–201 (the effective sample size); Wilson 1927
 *
 * @example
 * effectiveWilson({ value: 0.9, se: 0.03, trials: 100, clustered: false }).ci.map(limit => limit.toFixed(3)) // → ['0.826', '0.945']
 */
export function effectiveWilson(share: Share, level = 0.95): Estimate {
  const p = clamped(share.value)
  const n = trialsOf(share)
  const z2 = (share.df === undefined ? criticalZ(level) : criticalT(level, share.df)) ** 2
  const centre = p + z2 / (2 * n)
  const half = Math.sqrt(z2 * ((p * (1 - p)) / n + z2 / (4 * n * n)))
  const scale = 1 + z2 / n
  const ci: [number, number] = [p === 0 ? 0 : (centre - half) / scale, p === 1 ? 1 : (centre + half) / scale]
  return { value: share.value, ci, method: `${share.clustered ? 'cluster-' : ''}effective-wilson` }
}

/**
 * The difference of two shares (after − before) of the same samples: the distances to their own limits, squared and added
 * with the correlation `r` of what each sample does to them, lessened as Newcombe does it. Of plain rates it is
 * `newcombePaired`. Within −1…1. Source: Zou & Donner 2008, https://doi.org/10.1002/sim.3095
 *
 * @example
 * const before = { value: 0.9, se: 0.03, trials: 100, clustered: false }
 * pairedShares(before, { ...before, value: 0.8, se: 0.04 }, 0.5).value.toFixed(2) // → '-0.10'
 */
export function pairedShares(before: Share, after: Share, r: number, level = 0.95): Estimate {
  const [was, is] = [effectiveWilson(before, level), effectiveWilson(after, level)]
  const spread = Math.sqrt(successes(before) * successes(after))
  const lessened = r > 0 ? Math.max(0, r - 1 / (2 * spread)) : r
  const half = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a - 2 * lessened * a * b + b * b))
  const value = after.value - before.value
  const low = value - half(is.value - is.ci[0], was.ci[1] - was.value)
  const high = value + half(is.ci[1] - is.value, was.value - was.ci[0])
  return { value, ci: clamp([low, high], -1, 1), method: is.method.replace('effective-wilson', 'paired-shares') }
}

const clamped = (value: number): number => Math.min(1, Math.max(0, value))

const trialsOf = ({ value, se, trials }: Share): number => {
  const variance = clamped(value) * (1 - clamped(value))
  return variance > 0 && se > 0 ? variance / (se * se) : trials
}

/** n*·p(1 − p). */
const successes = (share: Share): number => trialsOf(share) * clamped(share.value) * (1 - clamped(share.value))
