import type { Completion } from './completion.ts'
import type { TotalsFunction } from './formula.ts'
import type { Judgment, Label } from './judgment.ts'
import type { Sample } from './sample.ts'

export type Direction = 'higher-is-better' | 'lower-is-better'

/** One scored epoch of one sample. */
export interface Row<L extends Label = Label> {
  sample: Sample
  epoch: number
  completion: Completion
  judgment: Judgment<L>
}

interface MetricBase {
  name: string
  direction: Direction
  /** How a figure is shown: `rate` as per cent, `number` with two decimals, `tokens` as an integer. */
  unit: 'rate' | 'number' | 'tokens'
  /** What is counted, a sentence: it goes into the run. */
  description?: string
}

/** A number for each sample, averaged. `rows` are the sample's scored epochs, at least one. */
export interface MeanMetric<L extends Label = Label> extends MetricBase {
  kind: 'mean'
  /** `undefined` leaves the sample out of this metric (not of others). */
  value(rows: readonly Row<L>[]): number | undefined
}

/** A function of column sums, where a mean of per-sample numbers won't do (a ratio, an F-score). */
export interface TotalsMetric<L extends Label = Label> extends MetricBase {
  kind: 'totals'
  columns(rows: readonly Row<L>[]): readonly number[]
  /** From the columns' means over samples; must not depend on n. Made by `formula`, a run can be read without its plug-in. */
  of: TotalsFunction
}

export type Metric<L extends Label = Label> = MeanMetric<L> | TotalsMetric<L>

/** The share of epochs for which `test` holds, as a metric. */
export const rate = <L extends Label>(
  name: string,
  direction: Direction,
  test: (row: Row<L>) => boolean,
  description?: string,
): MeanMetric<L> => mean(name, direction, row => (test(row) ? 1 : 0), 'rate', description)

/** The mean over epochs of a number drawn from each row. */
export const mean = <L extends Label>(
  name: string,
  direction: Direction,
  score: (row: Row<L>) => number,
  unit: MetricBase['unit'] = 'number',
  description?: string,
): MeanMetric<L> => ({
  kind: 'mean',
  name,
  direction,
  unit,
  ...(description !== undefined && { description }),
  value: rows => rows.reduce((sum, row) => sum + score(row), 0) / rows.length,
})
