import type { Interval } from '../core/run-result.ts'
import { type Icc, icc } from '../stats/icc.ts'
import { krippendorffInterval, type Ratings } from '../stats/krippendorff.ts'
import { type PanelMean, panelMean } from '../stats/panel-mean.ts'
import { raterBootstrap } from '../stats/rater-bootstrap.ts'
import { type RaterFigures, raterFigures } from './rater-figures.ts'
import { type ArmRecords, answersByRater, type Cell, type RatingTable, ratingTables } from './rating-table.ts'

/** A mean of item means; an interval needs two items. */
export type RatedMean = Pick<PanelMean, 'value' | 'ci95' | 'n'>

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
  /** How the intervals were made: for other raters and items, or for other items only. */
  method: PanelMean['method']
  /** Krippendorff's alpha, interval scale, over all answers; absent where no answer has two ratings or all are equal. */
  alpha?: { value: number; ci95?: Interval }
  /** Over the answers that every rater rated; absent with fewer than two of those, or one rater. */
  icc?: Icc & { n: number }
}

/**
 * What the ratings of one or two runs say, for each benchmark. Means are means over items of the mean over raters; of two runs over
 * the answers that the same rater rated in both. Intervals are of other raters and other items, since other experts could have rated other prompts.
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
    ...meansOf(table),
    ...(agreement ? { alpha: agreement } : {}),
    ...(reliability ? { icc: { ...reliability, n: complete.length } } : {}),
  }
}

type Means = Pick<RatingSummary, 'before' | 'after' | 'delta' | 'method'>

function meansOf({ arms, cells }: RatingTable): Means {
  const tableOf = (of: (cell: Cell) => number | undefined) => panelMean(cells.map(row => row.map(of)))
  const difference = tableOf(({ before, after }) => (before && after ? after.rating - before.rating : undefined))
  const isPaired = ({ before, after }: Cell): boolean => difference === undefined || (!!before && !!after)
  const found = arms.map(arm => [arm, tableOf(cell => (isPaired(cell) ? cell[arm]?.rating : undefined))] as const)
  const method = difference?.method ?? found[0]?.[1]?.method ?? 'none'
  const means: Means = { method, ...(difference && { delta: shown(difference) }) }
  for (const [arm, mean] of found) if (mean !== undefined) means[arm] = shown(mean)
  return means
}

const shown = ({ value, ci95, n }: PanelMean): RatedMean => ({ value, ...(ci95 && { ci95 }), n })

function alphaOf(answers: Ratings, { seed, resamples }: Resampling): RatingSummary['alpha'] {
  const pairable = answers.filter(row => row.filter(value => value !== undefined).length >= 2)
  const value = pairable.length > 0 ? krippendorffInterval(pairable) : undefined
  if (value === undefined) return undefined
  if (pairable.length < 2) return { value }
  // A rater drawn twice would agree with itself, so only items are drawn.
  const options = { seed: ['alpha', seed], resamples, raters: false }
  return { value, ci95: raterBootstrap(pairable, krippendorffInterval, options).ci }
}
