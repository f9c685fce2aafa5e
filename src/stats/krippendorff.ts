import { demand } from './checks.ts'

/** Ratings by item and rater; `undefined` where a rater left an item out. Labels for nominal scales, else numbers. */
export type Ratings<T extends string | number = number> = readonly (readonly (T | undefined)[])[]

/**
 * Krippendorff's alpha for labels: 1 − disagreement observed / expected over all pairs of ratings of one item, any number
 * of raters, missing ratings allowed. 1 is perfect, 0 is chance, below 0 worse. Items with one rating don't count.
 * `undefined` where all ratings are the same; throws where no item has two ratings.
 * Source: Krippendorff 2011, https://repository.upenn.edu/handle/20.500.14332/2089
 *
 * @example
 * krippendorffNominal([['a', 'a'], ['b', 'b'], ['a', 'b']])?.toFixed(3) // → '0.444'
 */
export function krippendorffNominal(ratings: Ratings<string | number>): number | undefined {
  const items = pairable(ratings)
  const all = new Map<string | number, number>()
  let observed = 0
  let n = 0
  for (const item of items) {
    const counts = new Map<string | number, number>()
    for (const label of item) {
      counts.set(label, (counts.get(label) ?? 0) + 1)
      all.set(label, (all.get(label) ?? 0) + 1)
    }
    const same = sumOf(counts.values(), count => count * (count - 1))
    observed += (item.length * (item.length - 1) - same) / (item.length - 1)
    n += item.length
  }
  const expected = (n * (n - 1) - sumOf(all.values(), count => count * (count - 1))) / (n - 1)
  return expected === 0 ? undefined : 1 - observed / expected
}

/**
 * Krippendorff's alpha for numbers on an interval scale: disagreement is the squared difference. Else as for labels.
 *
 * @example
 * krippendorffInterval([[80, 85], [40, 45], [90, 95]])?.toFixed(3) // → '0.978'
 */
export function krippendorffInterval(ratings: Ratings): number | undefined {
  const items = pairable(ratings)
  const all = items.flat()
  for (const value of all) demand(Number.isFinite(value), `rating ${value} is not a finite number`)
  if (all.every(value => value === all[0])) return undefined
  // Σ over ordered pairs of (x − y)² is 2m Σ (x − x̄)².
  const pairs = (values: readonly number[]) => (2 * values.length * squares(values)) / (values.length - 1)
  return 1 - sumOf(items, pairs) / pairs(all)
}

function pairable<T extends string | number>(ratings: Ratings<T>): T[][] {
  const items = ratings
    .map(row => row.filter((value): value is T => value !== undefined))
    .filter(row => row.length >= 2)
  demand(items.length > 0, 'no item has two ratings, so there is no agreement to measure')
  return items
}

function squares(values: readonly number[]): number {
  const mean = sumOf(values, value => value) / values.length
  return sumOf(values, value => (value - mean) ** 2)
}

function sumOf<T>(values: Iterable<T>, of: (value: T) => number): number {
  let sum = 0
  for (const value of values) sum += of(value)
  return sum
}
