import type { Interval } from '../core/run-result.ts'
import { type Icc, icc } from '../stats/icc.ts'
import { krippendorffInterval, type Ratings } from '../stats/krippendorff.ts'
import { raterBootstrap } from '../stats/rater-bootstrap.ts'
import { type RaterFigures, raterFigures } from './rater-figures.ts'
import type { Arm } from './rating.ts'
import { type ArmRecords, answersByRater, type RatingTable, ratingTables } from './rating-table.ts'

/** A mean of item means; an interval needs two items. */
export interface RatedMean {
  value: number
  ci95?: Interval
  /** Items with a rating. */
  n: number
}

export interface RatingSummary {
  benchmark: string
  raters: RaterFigures[]
  /** Ratings there are, and cells of the full raters × answers table that are empty. */
  ratings: number
  missing: number
  before?: RatedMean
  after?: RatedMean
  /** after − before over the samples that are rated in both arms. */
  delta?: RatedMean
  /** How the intervals were made. */
  method: 'two-way-bootstrap'
  /** Krippendorff's alpha, interval scale, over all answers; absent where no answer has two ratings or all are equal. */
  alpha?: { value: number; ci95?: Interval }
  /** Over the answers that every rater rated; absent with fewer than two of those, or one rater. */
  icc?: Icc & { n: number }
}

/**
 * What the ratings of one or two runs say, for each benchmark. Means are means over items of the mean over raters;
 * intervals resample raters and items independently, since other experts could have rated other prompts.
 */
export const summariseRatings = (records: ArmRecords, { seed = 0, resamples = 2000 } = {}): RatingSummary[] =>
  ratingTables(records).map(table => summarise(table, { seed, resamples }))

interface Resampling {
  seed: number
  resamples: number
}

function summarise(table: RatingTable, resampling: Resampling): RatingSummary {
  const answers = answersByRater(table)
  const cells = answers.flat()
  const ratings = cells.filter(value => value !== undefined).length
  const agreement = alphaOf(answers, resampling)
  const complete = answers.filter((row): row is number[] => row.every(value => value !== undefined))
  const reliability = complete.length >= 2 && table.raters.length >= 2 ? icc(complete) : undefined
  return {
    benchmark: table.benchmark,
    raters: raterFigures(table),
    ratings,
    missing: cells.length - ratings,
    ...Object.fromEntries(
      table.arms.map(arm => [arm, meanOf(table, row => armMean(table, row, arm), resampling, arm)]),
    ),
    ...(table.arms.length === 2 ? deltaOf(table, resampling) : {}),
    method: 'two-way-bootstrap',
    ...(agreement ? { alpha: agreement } : {}),
    ...(reliability ? { icc: { ...reliability, n: complete.length } } : {}),
  }
}

/** A row of cell numbers, as they are drawn by the bootstrap: number i is sample i ÷ raters, rater i mod raters. */
type Drawn = readonly (number | undefined)[]

type OfRow = (row: Drawn) => number | undefined

function meanOf(table: RatingTable, of: OfRow, { seed, resamples }: Resampling, name: string): RatedMean | undefined {
  const width = table.raters.length
  const all = table.cells.map((row, sample) => row.map((_, rater) => sample * width + rater))
  const rows = all.filter(row => of(row) !== undefined)
  const statistic = (drawn: readonly Drawn[]) => average(drawn.flatMap(row => of(row) ?? []))
  const value = statistic(rows)
  if (value === undefined) return undefined
  if (rows.length < 2) return { value, n: rows.length }
  const { ci } = raterBootstrap(rows, statistic, { seed: ['ratings', table.benchmark, name, seed], resamples })
  return { value, ci95: ci, n: rows.length }
}

function deltaOf(table: RatingTable, resampling: Resampling): { delta?: RatedMean } {
  const difference: OfRow = row => {
    const [before, after] = [armMean(table, row, 'before'), armMean(table, row, 'after')]
    return before === undefined || after === undefined ? undefined : after - before
  }
  const delta = meanOf(table, difference, resampling, 'delta')
  return delta ? { delta } : {}
}

const armMean = ({ cells, raters }: RatingTable, row: Drawn, arm: Arm): number | undefined =>
  average(
    row.flatMap(at => {
      if (at === undefined) return []
      return cells[Math.floor(at / raters.length)]?.[at % raters.length]?.[arm]?.rating ?? []
    }),
  )

function alphaOf(answers: Ratings, { seed, resamples }: Resampling): RatingSummary['alpha'] {
  const pairable = answers.filter(row => row.filter(value => value !== undefined).length >= 2)
  const value = pairable.length > 0 ? krippendorffInterval(pairable) : undefined
  if (value === undefined) return undefined
  if (pairable.length < 2) return { value }
  // A rater drawn twice would agree with itself, so only items are drawn.
  const { ci } = raterBootstrap(pairable, krippendorffInterval, { seed: ['alpha', seed], resamples, raters: false })
  return { value, ci95: ci }
}

const average = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
