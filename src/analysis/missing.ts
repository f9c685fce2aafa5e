import type { Interval } from '../core/run-result.ts'
import { compareMetric, type RawComparison, type YesNoTest } from './compare-metric.ts'
import { isShare } from './estimate-metric.ts'
import type { FigureMetric } from './figure-metric.ts'
import { makePairedSums } from './metric-sums.ts'
import { isPartial, type ScoredSample } from './scored-sample.ts'
import { makeShareExtremes } from './share-bounds.ts'
import { type Weigh, weightedMetric, weightedRow } from './strata.ts'

/** A difference with every missing answer at the value that makes it least, and at the one that makes it largest. */
export interface Extremes<T = RawComparison> {
  lowest: T
  highest: T
}

/** What missing answers could make of a rate: pairs are completed to both ends, since answers seldom go missing at random. */
export interface ExtremeSums {
  /** A sample that a run did not take is `undefined`. */
  push(before: ScoredSample | undefined, after: ScoredSample | undefined, cluster: number | undefined): void
  /** Nothing where no answer is missing, and for a metric whose values have no known range. */
  result(yesNo?: YesNoTest): Extremes | undefined
}

/** Of the metric `at` of a benchmark's samples. */
export function makeExtremes(metric: FigureMetric, at: number, weigh?: Weigh): ExtremeSums {
  if (isShare(metric)) return makeShareExtremes(metric, at, weigh)
  const own = weigh === undefined ? metric : weightedMetric(metric)
  const sums = () => ({ lowest: makePairedSums(own), highest: makePairedSums(own) })
  const [asMean, asAny] = [sums(), sums()]
  let missing = 0
  let isMean = true
  return {
    push(before, after, cluster) {
      if (!hasRange(metric)) return
      const [was, is] = [rangeOf(before, at), rangeOf(after, at)]
      if (was === undefined || is === undefined) return
      if (was[0] < was[1] || is[0] < is[1]) missing++
      const row = (value: number) => (weigh === undefined ? value : weightedRow(value, weigh(before ?? after)))
      asMean.lowest.push(row(was[1]), row(is[0]), cluster)
      asMean.highest.push(row(was[0]), row(is[1]), cluster)
      if ((before?.epochs ?? 1) === 1 && (after?.epochs ?? 1) === 1) return
      isMean &&= isMeanOfEpochs(before, at) && isMeanOfEpochs(after, at)
      const [[low, high], [least, most]] = [widest(before, was), widest(after, is)]
      asAny.lowest.push(row(high), row(least), cluster)
      asAny.highest.push(row(low), row(most), cluster)
    },
    result(yesNo) {
      if (missing === 0) return undefined
      const { lowest, highest } = isMean ? asMean : asAny
      const [low, high] = [compareMetric(lowest.figure(), yesNo), compareMetric(highest.figure(), yesNo)]
      return 'code' in low || 'code' in high ? undefined : { lowest: low, highest: high }
    },
  }
}

/** What missing answers could make of one run's rate, the metric `at` of its samples. */
export function makeBounds(metric: FigureMetric, at: number, weigh: Weigh = () => 1) {
  const asMean = { low: 0, high: 0 }
  const asAny = { low: 0, high: 0 }
  let n = 0
  let missing = 0
  let isMean = true
  return {
    push(sample: ScoredSample): void {
      if (!hasRange(metric)) return
      const range = rangeOf(sample, at)
      if (range === undefined) return
      const weight = weigh(sample)
      n += weight
      if (range[0] < range[1]) missing++
      isMean &&= isMeanOfEpochs(sample, at)
      const any = widest(sample, range)
      asMean.low += weight * range[0]
      asMean.high += weight * range[1]
      asAny.low += weight * any[0]
      asAny.high += weight * any[1]
    },
    /** Nothing where no answer is missing, and for a metric whose values have no known range. */
    result(): Interval | undefined {
      const { low, high } = isMean ? asMean : asAny
      return missing === 0 ? undefined : [low / n, high / n]
    },
  }
}

const hasRange = ({ unit, kind }: FigureMetric): boolean => unit === 'rate' && kind === 'mean'

/** The difference's bounds, and the limits around them. */
export const boundsOf = ({ lowest, highest }: Extremes): { bounds: Interval; boundsCi95: Interval } => ({
  bounds: [lowest.delta.value, highest.delta.value],
  boundsCi95: [lowest.delta.ci95[0], highest.delta.ci95[1]],
})

/** What a sample's rate could be, its missing epochs all 0 or all 1. Nothing where the metric leaves the sample out. */
function rangeOf(sample: ScoredSample | undefined, at: number): Interval | undefined {
  if (sample === undefined) return [0, 1]
  const { values, scored, epochs } = sample
  const value = values[at]
  if (scored === 0) return [0, 1]
  if (typeof value !== 'number') return undefined
  if (!isPartial(sample)) return [value, value]
  const known = (value * scored) / epochs
  return [known, known + (epochs - scored) / epochs]
}

/** The same of a rate that is no mean over epochs, as a vote is none: a missing epoch could make anything of it. */
const widest = (sample: ScoredSample | undefined, range: Interval): Interval =>
  sample !== undefined && isPartial(sample) ? [0, 1] : range

/** Whether a sample's rate is the mean of those that its epochs have alone. */
function isMeanOfEpochs(sample: ScoredSample | undefined, at: number): boolean {
  if (sample === undefined) return true
  const { values, byEpoch, scored } = sample
  const value = values[at]
  if (byEpoch.length === 1 || typeof value !== 'number') return true
  let sum = 0
  for (const { values: own } of byEpoch) {
    if (own === undefined) continue
    const one = own[at]
    if (typeof one !== 'number') return false
    sum += one
  }
  return Math.abs(sum / scored - value) < 1e-9
}
