import type { Interval } from '../core/run-result.ts'
import { percentile } from './bca.ts'
import { checkLevel, demand } from './checks.ts'
import type { Ratings } from './krippendorff.ts'
import { RandomBits, type Seed } from './random.ts'

export interface RaterBootstrap {
  ci: Interval
  method: 'two-way-bootstrap' | 'item-bootstrap'
  resamples: number
  /** Resamples on which the statistic has no value (all ratings equal), left out. */
  undefinedResamples: number
}

export interface RaterBootstrapOptions {
  seed: Seed
  /** @default 0.95 */
  level?: number
  /** @default 2_000 */
  resamples?: number
  /** Whether other raters could have been asked; `false` resamples items only. @default true */
  raters?: boolean
}

/**
 * Percentile interval of an agreement (or of any figure of a rating table): items and raters are drawn with replacement,
 * independently, since both are samples of those there could be. A little too wide for means, never too narrow as drawing
 * items alone is. A rater drawn twice agrees with itself, so for coefficients of agreement among few raters draw items only
 * (`raters: false`). Throws where the statistic has no value on most resamples.
 * Source: Owen 2007, The pigeonhole bootstrap, https://doi.org/10.1214/07-AOAS122
 *
 * @example
 * const ratings = [[80, 85, 70], [40, 45, 50], [90, 95, 85], [60, 75, 65]]
 * raterBootstrap(ratings, krippendorffInterval, { seed: ['docs'], resamples: 500, raters: false }).method // → 'item-bootstrap'
 */
export function raterBootstrap<T extends string | number>(
  ratings: Ratings<T>,
  statistic: (ratings: Ratings<T>) => number | undefined,
  { seed, level = 0.95, resamples = 2_000, raters = true }: RaterBootstrapOptions,
): RaterBootstrap {
  checkLevel(level)
  const width = ratings[0]?.length ?? 0
  demand(ratings.length >= 2 && width >= 1, 'a rating table to resample needs at least two items and one rater')
  demand(Number.isSafeInteger(resamples) && resamples >= 100, `${resamples} resamples, at least 100 are needed`)
  const random = new RandomBits(seed)
  const values: number[] = []
  for (let i = 0; i < resamples; i++) {
    const columns = Array.from({ length: width }, (_, j) => (raters ? random.int(width) : j))
    const drawn = ratings.map(() => {
      const row = ratings[random.int(ratings.length)]
      return columns.map(column => row?.[column])
    })
    const value = comparable(drawn) ? statistic(drawn) : undefined
    if (value !== undefined && Number.isFinite(value)) values.push(value)
  }
  demand(values.length > resamples / 2, 'the agreement has no value on most resamples')
  values.sort((x, y) => x - y)
  return {
    ci: [percentile(values, (1 - level) / 2), percentile(values, (1 + level) / 2)],
    method: raters ? 'two-way-bootstrap' : 'item-bootstrap',
    resamples,
    undefinedResamples: resamples - values.length,
  }
}

/** Whether some item kept a rating at all. */
const comparable = (ratings: Ratings<string | number>): boolean =>
  ratings.some(row => row.some(value => value !== undefined))
