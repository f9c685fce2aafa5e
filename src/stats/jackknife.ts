import { checkLevel, checkValues, demand } from './checks.ts'
import { aroundMean, type TestedMean, testOfZero } from './mean.ts'
import { leaveOneOut, meansOf, type OfMeans, totalsOf } from './totals.ts'
import { type Groups, unitsOf } from './units.ts'

/**
 * A function of column means (a ratio, an F-score, or by `deltaOf` the difference of two) with the jackknife's standard
 * error, √((C−1)/C · Σ (θ₍ᵢ₎ − θ̄)²) over the C samples or clusters left out in turn, Student's t on C − 1 and a two-sided
 * test of zero. Of a mean it is `meanInterval`. No randomness; holds its level better than the bootstrap where n is small.
 * Throws for fewer than two units, and where the function has no value on the whole data.
 * Source: Efron & Stein 1981, https://doi.org/10.1214/aos/1176345462
 *
 * @example
 * const right = [1, 0, 1, 0, 1, 1]
 * const tried = [1, 1, 1, 0, 1, 1]
 * jackknifeTotals([right, tried], ([all = 0, of = 0]) => all / of).value // → 0.7999999999999999
 */
export function jackknifeTotals(
  columns: readonly ArrayLike<number>[],
  of: OfMeans,
  { level = 0.95, groups }: { level?: number; groups?: Groups } = {},
): TestedMean {
  checkLevel(level)
  for (const column of columns) checkValues('column', column)
  const units = unitsOf(columns, groups)
  const { count, times } = units
  demand(count >= 2, `${count} independent ${groups ? 'cluster' : 'sample'} has no interval, at least 2 are needed`)
  const value = of(meansOf(totalsOf(units)))
  demand(Number.isFinite(value), 'the metric has no value on these samples')
  const without = leaveOneOut(units, of, value)
  const mean = without.reduce((sum, theta, i) => sum + theta * (times[i] ?? 0), 0) / count
  const squares = without.reduce((sum, theta, i) => sum + (theta - mean) ** 2 * (times[i] ?? 0), 0)
  const se = Math.sqrt(((count - 1) / count) * squares)
  const estimate = aroundMean(value, se, count - 1, level, `${groups ? 'cluster-' : ''}jackknife-t`)
  return { ...estimate, p: testOfZero(estimate, count) }
}
