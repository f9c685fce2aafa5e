import type { Completion } from './completion.ts'
import type { TotalsFunction } from './formula.ts'
import type { Judgment, Label } from './judgment.ts'
import type { Sample } from './sample.ts'

/**
 * Which way a figure has to go to be better.
 *
 * @example
 * const direction: Direction = 'lower-is-better'
 * mean('words', direction, ({ completion }) => completion.text.split(' ').length).direction // → 'lower-is-better'
 */
export type Direction = 'higher-is-better' | 'lower-is-better'

/**
 * One scored epoch of one sample.
 *
 * @example
 * const lengthOf = ({ completion }: Row): number => completion.text.length
 * mean('length', 'lower-is-better', lengthOf).name // → 'length'
 */
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

/**
 * A number for each sample, averaged. `rows` are the sample's scored epochs, at least one.
 *
 * @example
 * const metric: MeanMetric = mean('words', 'lower-is-better', ({ completion }) => completion.text.split(' ').length)
 * metric.unit // → 'number'
 */
export interface MeanMetric<L extends Label = Label> extends MetricBase {
  kind: 'mean'
  /** `undefined` leaves the sample out of this metric (not of others). */
  value(rows: readonly Row<L>[]): number | undefined
}

/**
 * A function of column sums, where a mean of per-sample numbers won't do (a ratio, an F-score).
 *
 * @example
 * const metric: TotalsMetric = {
 *   kind: 'totals',
 *   name: 'right_of_tried',
 *   direction: 'higher-is-better',
 *   unit: 'rate',
 *   columns: rows => [rows.filter(({ judgment }) => judgment.label === 'right').length, rows.filter(({ judgment }) => judgment.label !== 'none').length],
 *   of: ([right = 0, tried = 0]) => right / tried,
 * }
 * metric.of([0.3, 0.6]) // → 0.5
 */
export interface TotalsMetric<L extends Label = Label> extends MetricBase {
  kind: 'totals'
  columns(rows: readonly Row<L>[]): readonly number[]
  /** From the columns' means over samples; must not depend on n. Made by `formula`, a run can be read without its plug-in. */
  of: TotalsFunction
}

/**
 * A figure that is drawn from a benchmark's scored samples.
 *
 * @example
 * const metrics: Metric[] = [rate('finished', 'higher-is-better', ({ completion }) => completion.finishReason === 'stop')]
 * metrics[0]?.unit // → 'rate'
 */
export type Metric<L extends Label = Label> = MeanMetric<L> | TotalsMetric<L>

/**
 * The share of epochs for which `test` holds, as a metric.
 *
 * @example
 * const metric = rate('good_rate', 'higher-is-better', ({ judgment }) => judgment.label === 'good')
 * metric.unit // → 'rate'
 */
export const rate = <L extends Label>(
  name: string,
  direction: Direction,
  test: (row: Row<L>) => boolean,
  description?: string,
): MeanMetric<L> => mean(name, direction, row => (test(row) ? 1 : 0), 'rate', description)

/**
 * The mean over epochs of a number drawn from each row.
 *
 * @example
 * const metric = mean('words', 'lower-is-better', ({ completion }) => completion.text.split(' ').length)
 * metric.name // → 'words'
 */
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
