import { XevalError } from '../core/errors.ts'
import type { Interval } from '../core/run-result.ts'
import { crossedMean } from './crossed.ts'
import type { Estimate } from './estimate.ts'
import { meanInterval } from './mean.ts'
import type { TPart } from './summed-t.ts'

/** What people said of a benchmark's answers: sample → rater → rating. */
export type Panel = ReadonlyMap<string, ReadonlyMap<string, number>>

/** Rows of samples, columns of raters; what a rater left out is `undefined`. */
export type PanelTable = readonly (readonly (number | undefined)[])[]

/** A mean over samples of the mean over raters. Without an interval for one sample. */
export interface PanelMean {
  value: number
  ci95?: Interval
  /** Samples with a rating. */
  n: number
  raters: number
  method: 'crossed-summed-t' | 't' | 'none'
}

/** A mean with the parts that its tests go by. */
export interface PanelEstimate extends Estimate {
  parts: readonly TPart[]
}

/** The interval is of other samples and other raters; of one rater, or of raters who share no sample, it is of other samples alone. */
export function panelMean(table: PanelTable): (PanelMean & { estimate?: PanelEstimate }) | undefined {
  const rows = table.filter(row => row.some(isRating))
  const raters = new Set(rows.flatMap(row => row.flatMap((value, at) => (isRating(value) ? [at] : [])))).size
  const means = rows.map(row => mean(row.filter(isRating)))
  const n = means.length
  if (n === 0) return undefined
  if (n === 1) return { value: mean(means), n, raters, method: 'none' }
  const crossed = raters < 2 ? undefined : crossedOrNone(rows)
  const estimate = crossed ?? ofSamplesAlone(means)
  return { value: estimate.value, ci95: estimate.ci, n, raters, method: crossed ? 'crossed-summed-t' : 't', estimate }
}

/** Raters who each saw samples of their own can't be told from those; all other tables can be crossed. */
function crossedOrNone(rows: PanelTable): PanelEstimate | undefined {
  try {
    return crossedMean(rows)
  } catch (error) {
    if (XevalError.is(error) && error.code === 'statistics') return undefined
    throw error
  }
}

function ofSamplesAlone(means: readonly number[]): PanelEstimate {
  const { se, df, ...estimate } = meanInterval(means)
  return { ...estimate, parts: [{ se, df }] }
}

const isRating = (value: number | undefined): value is number => value !== undefined
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
