import type { Interval } from '../core/run-result.ts'
import { accelerationOf, bcaInterval } from './bca.ts'
import { RandomBits, type Seed } from './random.ts'
import { resampler } from './resample.ts'
import { leaveOneOut, meansOf, type OfMeans, totalsOf } from './totals.ts'
import { unitsOf } from './units.ts'

/**
 * A figure on the whole data, its BCa interval, and its value on each resample, in their order.
 *
 * @example
 * const figure: JointFigure = jointBootstrap([[0, 1, 1, 0, 1]], { seed: ['example'], resamples: 200 })(([mean = 0]) => mean)
 * figure.draws.length // → 200
 */
export interface JointFigure {
  value: number
  ci95: Interval
  draws: Float64Array
}

/**
 * Several figures from the same resamples of samples, so that what belongs together stays so: `columns[j][i]` is column j
 * of sample i, and each figure is a function of the columns' means. Seeded like every bootstrap here.
 * @returns the figure that a function of the means gives
 *
 * @example
 * const of = jointBootstrap([[0, 1, 1, 0], [10, 20, 30, 40]], { seed: ['example'], resamples: 200 })
 * of(([right = 0]) => right).value // → 0.5
 * of(([right = 0, tokens = 1]) => (100 * right) / tokens).value // → 2
 */
export function jointBootstrap(
  columns: readonly ArrayLike<number>[],
  { seed, resamples = 2000 }: { seed: Seed; resamples?: number },
): (of: OfMeans) => JointFigure {
  const units = unitsOf(columns)
  const draw = resampler(units, new RandomBits(seed))
  const sums = new Float64Array(units.width)
  const drawn = Array.from({ length: resamples }, () => {
    draw(sums)
    return meansOf(sums)
  })
  return of => {
    const value = of(meansOf(totalsOf(units)))
    const draws = Float64Array.from(drawn, of)
    const acceleration = accelerationOf(leaveOneOut(units, of, value), units.times)
    return { value, ci95: bcaInterval(draws.toSorted(), value, acceleration), draws }
  }
}

/**
 * Of two figures' draws: how they vary together.
 *
 * @example
 * covarianceOf(Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 6)) // → 2
 */
export function covarianceOf(xs: Float64Array, ys: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(xs), mean(ys)]
  return xs.reduce((sum, value, at) => sum + (value - x) * ((ys[at] ?? 0) - y), 0) / (xs.length - 1)
}
