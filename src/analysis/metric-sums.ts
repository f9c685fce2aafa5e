import type { BoundedMean } from '../stats/bounded-mean.ts'
import type { Share } from '../stats/effective-rate.ts'
import { aroundMean, type MeanEstimate } from '../stats/mean.ts'
import type { PairedCounts } from '../stats/paired-proportions.ts'
import { VectorSums } from '../stats/vector-sums.ts'
import type { FigureMetric } from './figure-metric.ts'
import { linearise } from './linearise.ts'

/** One metric's figure over samples; `value` is not finite where they have none (a ratio of nothing). */
export interface Figure {
  metric: FigureMetric
  n: number
  value: number
  /** Whether every score is 0 or 1. */
  binary: boolean
  /** Samples, or clusters where they share them. */
  units: number
  clustered: boolean
  /** By Student's t, of a totals metric by its linearisation. At least two units are needed. */
  mean(): MeanEstimate
  /** Of clusters as many as say as much if all had one size; the units where none is shared. */
  effective: number
  /** Of a share of totals. At least two units are needed. */
  share(): Share
  /** Of a rate that is a mean. At least two units are needed. */
  bounded(): BoundedMean
}

/** Both arms of a metric over the samples that both have. */
export interface PairedFigure {
  before: Figure
  after: Figure
  /** after − before. */
  delta(): MeanEstimate
  /** The same of a rate that is a mean. */
  boundedDelta(): BoundedMean
  /** Where every score of both arms is 0 or 1. */
  table: PairedCounts | undefined
  correlation: number | undefined
  /** Of the arms' values themselves, in −1…1: where samples share clusters, over those. 0 where an arm has no spread. */
  dependence(): number
}

type Drawn = number | readonly number[]

/** Takes what `scoreItem` drew for one metric, and keeps sums of it only. */
export interface MetricSums {
  readonly n: number
  push(value: Drawn, cluster: number | undefined): void
  figure(): Figure
}

export function makeMetricSums(metric: FigureMetric): MetricSums {
  let sums: VectorSums | undefined
  let binary = isYesNo(metric)
  let whole = true
  return {
    get n() {
      return sums?.n ?? 0
    },
    push(value, cluster) {
      const row = rowOf(metric, value)
      if (row.some(cell => cell !== 0 && cell !== 1)) binary = false
      whole &&= row.every(Number.isInteger)
      sums ??= new VectorSums(row.length)
      sums.add(row, cluster)
    },
    figure: () =>
      figureOf(metric, sums ?? new VectorSums(1), { from: 0, width: sums?.sums.length ?? 1, whole }, binary),
  }
}

export interface PairedSums {
  readonly n: number
  push(before: Drawn, after: Drawn, cluster: number | undefined): void
  figure(): PairedFigure
  /** The same sums, to go on with apart from these. */
  copy(): PairedSums
}

export const makePairedSums = (metric: FigureMetric): PairedSums =>
  pairedSums(metric, {
    sums: undefined,
    table: { both: 0, beforeOnly: 0, afterOnly: 0, neither: 0 },
    binary: { before: isYesNo(metric), after: isYesNo(metric) },
    width: 1,
    whole: true,
  })

interface PairedState {
  sums: VectorSums | undefined
  table: Record<'both' | 'beforeOnly' | 'afterOnly' | 'neither', number>
  binary: Record<'before' | 'after', boolean>
  width: number
  whole: boolean
}

function pairedSums(metric: FigureMetric, from: PairedState): PairedSums {
  let { sums, width, whole } = from
  const { table, binary } = from
  return {
    copy: () => pairedSums(metric, { sums: sums?.copy(), table: { ...table }, binary: { ...binary }, width, whole }),
    get n() {
      return sums?.n ?? 0
    },
    push(before, after, cluster) {
      const [was, is] = [rowOf(metric, before), rowOf(metric, after)]
      const [b = Number.NaN, a = Number.NaN] = [was[0], is[0]]
      width = was.length
      // The difference of two means has its own column, which rounds less than what their moments say of it.
      const row = metric.kind === 'mean' ? [b, a, a - b] : [...was, ...is]
      sums ??= new VectorSums(row.length)
      sums.add(row, cluster)
      whole &&= row.every(Number.isInteger)
      binary.before &&= b === 0 || b === 1
      binary.after &&= a === 0 || a === 1
      table[b === 1 ? (a === 1 ? 'both' : 'beforeOnly') : a === 1 ? 'afterOnly' : 'neither']++
    },
    figure() {
      const all = sums ?? new VectorSums(3)
      const arm = (from: number, yesNo: boolean) => figureOf(metric, all, { from, width, whole }, yesNo)
      const [before, after] = [arm(0, binary.before), arm(width, binary.after)]
      const difference = differenceOf(metric, all, width)
      return {
        before,
        after,
        dependence: () => dependenceOf(before.mean().se, after.mean().se, difference.delta().se),
        table: binary.before && binary.after ? table : undefined,
        boundedDelta: () => boundedOf(difference.delta(), all, [-1, 1]),
        ...difference,
      }
    },
  }
}

/** Numbers clusters in the order in which they are met; a sample without a group is none's. */
export function makeClusterNumbers(): (group: string | undefined) => number | undefined {
  const numbers = new Map<string, number>()
  return group => {
    if (group === undefined) return undefined
    const known = numbers.get(group) ?? numbers.size
    if (known === numbers.size) numbers.set(group, known)
    return known
  }
}

const isYesNo = ({ unit, kind }: FigureMetric): boolean => unit === 'rate' && kind === 'mean'

function rowOf({ name }: FigureMetric, value: Drawn): readonly number[] {
  const row = typeof value === 'number' ? [value] : value
  for (const cell of row) if (!Number.isFinite(cell)) throw new Error(`metric ${name} gave ${cell} for a sample`)
  return row
}

/** Which columns of the sums are an arm's. */
interface Place {
  from: number
  width: number
  /** Whether every cell is a whole number: no mean over epochs. */
  whole?: boolean
}

function figureOf(metric: FigureMetric, sums: VectorSums, { from, width, whole }: Place, binary: boolean): Figure {
  const { n, units, clustered, effective } = sums
  const { value, weights } = lineOf(metric, sums, { from, width })
  // A mean's interval is centred on the column that it is the mean of, as closely as can be told.
  const mean = () => estimate(sums, weights, metric.kind === 'mean' ? (sums.centre()[from] ?? Number.NaN) : value)
  // A sample can't move the value by more than all slopes together: so many trials a value of 0 or 1 stands for.
  const reach = weights.reduce((sum, weight) => sum + Math.abs(weight), 0)
  // Clusters that are evener than chance would have them don't make more of the samples than they are, nor do epochs.
  const atLeast = clustered || whole === false ? Math.sqrt(Math.max(0, value * (1 - value)) / n) : 0
  const share = () => {
    const { se, df } = sums.spread(weights)
    return {
      value,
      se: Math.max(se, atLeast),
      trials: units / Math.max(1, reach),
      clustered,
      // Weights are evened by few samples, where the normal is too narrow.
      ...((clustered || metric.weighted) && { df }),
    }
  }
  const bounded = (): BoundedMean => {
    const { se, df } = mean()
    const least = clustered ? atLeast : 0
    return { ...boundedOf({ value, se: Math.max(se, least), df }, sums, [0, 1]), df }
  }
  return { metric, n, value, binary, units, effective, clustered, mean, share, bounded }
}

/** As many independent values as there are units that say as much, with the variance that gives the standard error. */
function boundedOf(
  { value, se, df }: Pick<MeanEstimate, 'value' | 'se' | 'df'>,
  { clustered, effective: n }: VectorSums,
  range: BoundedMean['range'],
): BoundedMean {
  const inside = Math.min(range[1], Math.max(range[0], value))
  return { value: inside, variance: se * se * n, n, range, ...(clustered && { df }) }
}

function differenceOf(
  metric: FigureMetric,
  sums: VectorSums,
  width: number,
): Pick<PairedFigure, 'delta' | 'correlation'> {
  if (metric.kind === 'mean') {
    return {
      delta: () => estimate(sums, Float64Array.of(0, 0, 1), sums.centre()[2] ?? Number.NaN),
      correlation: sums.moments.correlation(0, 1),
    }
  }
  const before = lineOf(metric, sums, { from: 0, width })
  const after = lineOf(metric, sums, { from: width, width })
  const squares = (sign: number) =>
    sums.moments.squaresOf(before.weights.map((weight, j) => weight + sign * (after.weights[j] ?? 0)))
  const [own, other] = [sums.moments.squaresOf(before.weights), sums.moments.squaresOf(after.weights)]
  const scale = Math.sqrt(own) * Math.sqrt(other)
  return {
    delta: () =>
      estimate(
        sums,
        after.weights.map((weight, j) => weight - (before.weights[j] ?? 0)),
        after.value - before.value,
      ),
    correlation: scale > 0 ? Math.max(-1, Math.min(1, (squares(1) - squares(-1)) / (4 * scale))) : undefined,
  }
}

/** The correlation that makes a difference vary as it does. */
function dependenceOf(before: number, after: number, delta: number): number {
  if (before === 0 || after === 0) return 0
  return Math.max(-1, Math.min(1, (before ** 2 + after ** 2 - delta ** 2) / (2 * before * after)))
}

/** An arm's value, and the weights of the sums' columns whose weighted mean varies as it does. */
function lineOf(
  metric: FigureMetric,
  sums: VectorSums,
  { from, width }: Place,
): { value: number; weights: Float64Array } {
  const weights = new Float64Array(sums.sums.length)
  const means = Array.from(sums.sums.subarray(from, from + width), sum => sum / sums.n)
  const { value, slopes } =
    metric.kind === 'mean' ? { value: means[0] ?? Number.NaN, slopes: [1] } : linearise(metric, means)
  weights.set(slopes, from)
  return { value, weights }
}

function estimate(sums: VectorSums, weights: Float64Array, value: number): MeanEstimate {
  const { se, df, clustered } = sums.spread(weights)
  return aroundMean(value, se, df, 0.95, clustered ? 'cluster-t' : 't')
}
