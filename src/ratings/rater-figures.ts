import type { Interval } from '../core/run-result.ts'
import { pearson } from '../stats/correlation.ts'
import { criticalT } from '../stats/distributions.ts'
import { krippendorffInterval, type Ratings } from '../stats/krippendorff.ts'
import { answersByRater, type RatingTable } from './rating-table.ts'

/** How a rater rates beside the others. */
export interface RaterFigures {
  rater: string
  n: number
  mean: number
  /** Own rating less the mean of the others', averaged over the answers that others rated too. */
  offset?: number
  /** Standard deviation of the own ratings. */
  spread?: number
  /** Pearson's r with the mean of the others. */
  correlation?: number
  /** Krippendorff's alpha of all the others; for three raters or more. */
  alphaWithout?: number
  /**
   * Whether the others agree clearly better among themselves: alpha without this rater is higher by 0.1 or more, once
   * each rater's own mean is taken off, so that a strict rater isn't called outlying for strictness.
   */
  outlying: boolean
  /** How own less others' changes over ten items of the session; where positions are known. */
  drift?: { perTen: number; ci95: Interval; n: number }
}

export function raterFigures(table: RatingTable): RaterFigures[] {
  const answers = answersByRater(table)
  const centred = withoutMeans(answers)
  const alpha = alphaOf(centred)
  return table.raters.map((rater, column) => {
    const own = answers.flatMap(row => row[column] ?? [])
    const beside = besideOthers(table, column)
    const [without, centredWithout] = [answers, centred].map(rows =>
      table.raters.length >= 3 ? alphaOf(rows.map(row => row.toSpliced(column, 1))) : undefined,
    )
    const differences = beside.map(({ own, others }) => own - others)
    const correlation = beside.length < 2 ? undefined : pearson(...columns(beside))
    const drift = slope(
      beside.flatMap(({ own, others, position }) => (position ? [{ x: position, y: own - others }] : [])),
    )
    return {
      rater,
      n: own.length,
      mean: average(own),
      ...(differences.length > 0 ? { offset: average(differences) } : {}),
      ...(own.length >= 2 ? { spread: deviation(own) } : {}),
      ...(correlation === undefined ? {} : { correlation }),
      ...(without === undefined ? {} : { alphaWithout: without }),
      outlying: alpha !== undefined && centredWithout !== undefined && centredWithout - alpha >= 0.1,
      ...(drift ? { drift } : {}),
    }
  })
}

const columns = (beside: readonly { own: number; others: number }[]): [number[], number[]] => [
  beside.map(({ own }) => own),
  beside.map(({ others }) => others),
]

/** Each answer that this rater and another rated. */
function besideOthers({ arms, cells }: RatingTable, column: number) {
  return arms.flatMap(arm =>
    cells.flatMap(row => {
      const mine = row[column]?.[arm]
      const others = row.flatMap((cell, at) => (at === column ? [] : (cell[arm]?.rating ?? [])))
      return mine && others.length > 0 ? [{ own: mine.rating, others: average(others), position: mine.position }] : []
    }),
  )
}

/** Least squares with a t interval, in units of y per ten of x; undefined for fewer than three points or one x. */
function slope(points: readonly { x: number; y: number }[]): RaterFigures['drift'] {
  const [x, y] = [average(points.map(point => point.x)), average(points.map(point => point.y))]
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
  if (points.length < 3 || spread === 0) return undefined
  const rise = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread
  const rest = points.reduce((sum, point) => sum + (point.y - y - rise * (point.x - x)) ** 2, 0)
  const df = points.length - 2
  const half = criticalT(0.95, df) * Math.sqrt(rest / df / spread)
  return { perTen: 10 * rise, ci95: [10 * (rise - half), 10 * (rise + half)], n: points.length }
}

function withoutMeans(answers: Ratings): Ratings {
  const means = (answers[0] ?? []).map((_, column) => average(answers.flatMap(row => row[column] ?? [])))
  return answers.map(row =>
    row.map((value, column) => (value === undefined ? undefined : value - (means[column] ?? 0))),
  )
}

function alphaOf(answers: Ratings): number | undefined {
  const pairable = answers.filter(row => row.filter(value => value !== undefined).length >= 2)
  return pairable.length > 0 ? krippendorffInterval(pairable) : undefined
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const deviation = (values: readonly number[]): number => {
  const mean = average(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
