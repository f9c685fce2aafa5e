import { accelerationOf, bcaInterval } from './bca.ts'
import { checkLevel, checkValues, demand } from './checks.ts'
import type { Estimate } from './estimate.ts'
import { Moments } from './moments.ts'
import { RandomBits, type Seed } from './random.ts'
import { drawsPerResample, resampler } from './resample.ts'
import { leaveOneOut, meansOf, type OfMeans, totalsOf } from './totals.ts'
import { type Groups, type Units, unitsOf } from './units.ts'

export interface BootstrapOptions {
  seed: Seed
  /** @default 0.95 */
  level?: number
  /** @default 10_000 */
  resamples?: number
  /** Samples of one group are drawn together. */
  groups?: Groups
  /**
   * At most so many unit draws are spent on one interval; beyond, fewer resamples are made (never under 1000) and
   * `method` says how many. Data with few distinct units (yes/no scores, small clusters of them) doesn't come near it.
   * @default 500_000_000, some three seconds
   */
  maxDraws?: number
}

export interface BootstrapEstimate extends Estimate {
  /** Standard deviation of the replicates. */
  se: number
  /** Replicates that were made; fewer than asked for where the data is very large (see `maxDraws`). */
  resamples: number
  /** Replicates without a value (a ratio whose denominator was drawn empty), left out of the interval. */
  undefinedResamples: number
}

/**
 * BCa bootstrap interval of a mean, by sample or by cluster.
 *
 * @example
 * const { ci } = bootstrapMean([3, 1, 4, 1, 5, 9, 2, 6], { seed: ['docs'], resamples: 2_000 })
 * ci.map(limit => limit.toFixed(1)) // → ['2.4', '6.1']
 */
export const bootstrapMean = (values: ArrayLike<number>, options: BootstrapOptions): BootstrapEstimate =>
  bootstrapTotals([values], ([mean]) => mean ?? Number.NaN, options)

/**
 * BCa bootstrap interval of the mean of after − before over the same samples.
 *
 * @example
 * const { value } = bootstrapPairedMean([3, 1, 4, 1, 5], [4, 3, 4, 2, 7], { seed: ['docs'], resamples: 2_000 })
 * value // → 1.2
 */
export function bootstrapPairedMean(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  options: BootstrapOptions,
): BootstrapEstimate {
  demand(before.length === after.length, 'the arms are not paired')
  const delta = Float64Array.from(
    { length: before.length },
    (_, i) => (after[i] ?? Number.NaN) - (before[i] ?? Number.NaN),
  )
  return bootstrapMean(delta, options)
}

/**
 * BCa bootstrap interval of a function of column means (a ratio, an F-score): `columns[j][i]` is column j of sample i,
 * `of` gets the columns' means over samples. Seeded: the same input gives the same interval everywhere. At least two
 * units are needed, and a defined value on the whole data and on half of the replicates; else it throws.
 * Sources: Efron 1987, https://doi.org/10.1080/01621459.1987.10478410; for clusters Field & Welsh 2007,
 * https://doi.org/10.1111/j.1467-9868.2007.00593.x
 *
 * @example
 * // Right answers among those attempted: a column each, a place a sample.
 * const right = [1, 0, 1, 0, 1, 1]
 * const tried = [1, 1, 1, 0, 1, 1]
 * bootstrapTotals([right, tried], ([all = 0, of = 0]) => all / of, { seed: ['docs'], resamples: 2_000 }).value // → 0.7999999999999999
 */
export function bootstrapTotals(
  columns: readonly ArrayLike<number>[],
  of: OfMeans,
  { seed, level = 0.95, resamples = 10_000, groups, maxDraws = 500_000_000 }: BootstrapOptions,
): BootstrapEstimate {
  checkLevel(level)
  demand(Number.isSafeInteger(resamples) && resamples >= 100, `${resamples} resamples, at least 100 are needed`)
  for (const column of columns) checkValues('column', column)
  const units = unitsOf(columns, groups)
  demand(units.count >= 2, `${units.count} independent ${groups ? 'cluster' : 'sample'} cannot be resampled`)
  const value = of(meansOf(totalsOf(units)))
  demand(Number.isFinite(value), 'the metric has no value on these samples')
  const made = Math.min(resamples, Math.max(1000, Math.floor(maxDraws / drawsPerResample(units))))
  const replicates = replicate(units, of, made, new RandomBits(seed))
  demand(replicates.length > made / 2, 'the metric has no value on most resamples')
  return {
    value,
    ci: bcaInterval(replicates, value, accelerationOf(leaveOneOut(units, of, value), units.times), level),
    method: `${groups ? 'cluster-' : ''}bca-bootstrap${made < resamples ? ` (${made} resamples)` : ''}`,
    se: Math.sqrt(Moments.of(replicates).variance),
    resamples: made,
    undefinedResamples: made - replicates.length,
  }
}

/** Finite replicates, sorted. */
function replicate(units: Units, of: OfMeans, count: number, random: RandomBits) {
  const draw = resampler(units, random)
  const sums = new Float64Array(units.width)
  const values = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    draw(sums)
    values[i] = of(meansOf(sums))
  }
  return values.filter(Number.isFinite).sort()
}
