import type { Units } from './units.ts'

/** A figure from columns' means over samples (a ratio, an F-score); must not depend on n. See core's `TotalsMetric`. */
export type OfMeans = (means: readonly number[]) => number

/**
 * The difference of one function of column means between arms: columns of before, then the same of after.
 *
 * @example
 * import { deltaOf } from 'xeval/stats'
 * const ratio = ([right = 0, tried = 0]: readonly number[]): number => right / tried
 * deltaOf(ratio)([0.5, 1, 0.75, 1]) // → 0.25
 */
export const deltaOf =
  (of: OfMeans): OfMeans =>
  means =>
    of(means.slice(means.length / 2)) - of(means.slice(0, means.length / 2))

/** The estimate without each distinct unit once; where that has no value, the whole estimate. */
export function leaveOneOut(units: Units, of: OfMeans, whole: number): Float64Array {
  const total = totalsOf(units)
  return Float64Array.from(units.times, (_, row) => {
    const value = of(meansOf(total.map((sum, j) => sum - (units.rows[row * units.width + j] ?? 0))))
    return Number.isFinite(value) ? value : whole
  })
}

/** Sums of all units' rows. */
export function totalsOf({ rows, width, times }: Units): Float64Array {
  const sums = new Float64Array(width)
  times.forEach((often, row) => {
    for (let j = 0; j < width; j++) sums[j] = (sums[j] ?? 0) + often * (rows[row * width + j] ?? 0)
  })
  return sums
}

/** Means over samples from a row of sums. */
export function meansOf(sums: Float64Array): number[] {
  const size = sums[sums.length - 1] ?? 0
  const means = new Array<number>(sums.length - 1)
  for (let j = 0; j < means.length; j++) means[j] = (sums[j] ?? 0) / size
  return means
}
