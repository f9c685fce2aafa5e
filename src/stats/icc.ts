import { checkLevel, demand } from './checks.ts'
import { fQuantile } from './distributions.ts'
import type { Estimate } from './estimate.ts'

export interface Icc {
  /** ICC(2,1): the reliability of one rater. */
  single: Estimate
  /** ICC(2,k): the reliability of the mean of these k raters. */
  average: Estimate
}

/**
 * Intraclass correlation for absolute agreement, two-way random effects: n ≥ 2 items, each rated by all of k ≥ 2 raters
 * (`ratings[item][rater]`, nothing missing). At most 1; below 0 where items differ less than chance would have it, and cut
 * at −1, as are limits. `undefined` where all ratings are the same (or the formula's denominator is not above 0).
 * Sources: Shrout & Fleiss 1979, https://doi.org/10.1037/0033-2909.86.2.420; McGraw & Wong 1996,
 * https://doi.org/10.1037/1082-989X.1.1.30
 *
 * @example
 * icc([[4, 6], [7, 9], [1, 2], [5, 8]])?.single.value.toFixed(3) // → '0.771'
 */
export function icc(ratings: readonly (readonly number[])[], level = 0.95): Icc | undefined {
  checkLevel(level)
  const { n, k, items, raters, error } = meanSquares(ratings)
  const denominator = items + (k - 1) * error + (k * (raters - error)) / n
  if (denominator <= 0) return undefined
  const single = (items - error) / denominator
  const [low, high] = limits({ n, k, items, raters, error }, single, (1 - level) / 2)
  // Spearman and Brown's step-up; at its pole and beyond there is no reliability left to speak of.
  const stepUp = (r: number) => (1 + r * (k - 1) > 0 ? floor((r * k) / (1 + r * (k - 1))) : -1)
  return {
    single: { value: floor(single), ci: [floor(low), floor(high)], method: 'icc(2,1)' },
    average: { value: stepUp(single), ci: [stepUp(low), stepUp(high)], method: 'icc(2,k)' },
  }
}

const floor = (r: number): number => Math.max(-1, r)

interface MeanSquares {
  n: number
  k: number
  items: number
  raters: number
  error: number
}

/** Satterthwaite's degrees of freedom `v` for the mixture of rater and error variance, then F limits. */
function limits({ n, k, items, raters, error }: MeanSquares, r: number, tail: number): [number, number] {
  // Raters that agree but for constant shifts, or to the digit, leave no error to build an F on.
  if (error <= 1e-12 * items) return raters <= 1e-12 * items ? [1, 1] : boundary({ n, k, items, raters, error }, tail)
  const f = raters / error
  // A variance is not negative: below 0 the formula would end at no degrees of freedom at all.
  const share = Math.max(0, r)
  const a = k * share * f
  const b = n * (1 + (k - 1) * share) - k * share
  const v = ((k - 1) * (n - 1) * (a + b) ** 2) / ((n - 1) * a * a + b * b)
  return ends({ n, k, items, raters, error }, fQuantile(1 - tail, n - 1, v), fQuantile(1 - tail, v, n - 1))
}

/** The limit of v for error → 0: all of the mixture is rater variance, on k − 1 degrees of freedom. */
const boundary = (squares: MeanSquares, tail: number): [number, number] =>
  ends(squares, fQuantile(1 - tail, squares.n - 1, squares.k - 1), fQuantile(1 - tail, squares.k - 1, squares.n - 1))

function ends({ n, k, items, raters, error }: MeanSquares, lower: number, upper: number): [number, number] {
  const mixture = k * raters + (k * n - k - n) * error
  return [
    (n * (items - lower * error)) / (lower * mixture + n * items),
    (n * (upper * items - error)) / (mixture + n * upper * items),
  ]
}

function meanSquares(ratings: readonly (readonly number[])[]): MeanSquares {
  const n = ratings.length
  const k = ratings[0]?.length ?? 0
  demand(n >= 2 && k >= 2, `an intraclass correlation needs two items and two raters, not ${n} and ${k}`)
  demand(
    ratings.every(row => row.length === k && row.every(Number.isFinite)),
    'every rater must have rated every item',
    "If ratings are missing, use Krippendorff's alpha.",
  )
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const grand = sum(ratings.map(sum)) / (n * k)
  const itemMeans = ratings.map(row => sum(row) / k)
  const raterMeans = Array.from({ length: k }, (_, j) => sum(ratings.map(row => row[j] ?? 0)) / n)
  let error = 0
  ratings.forEach((row, i) => {
    row.forEach((value, j) => {
      error += (value - (itemMeans[i] ?? 0) - (raterMeans[j] ?? 0) + grand) ** 2
    })
  })
  return {
    n,
    k,
    items: (k * sum(itemMeans.map(mean => (mean - grand) ** 2))) / (n - 1),
    raters: (n * sum(raterMeans.map(mean => (mean - grand) ** 2))) / (k - 1),
    error: error / ((n - 1) * (k - 1)),
  }
}
