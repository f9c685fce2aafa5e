import type { Interval } from '../core/run-result.ts'
import { compareMetric, type RawComparison, type YesNoTest } from './compare-metric.ts'
import type { FigureMetric } from './figure-metric.ts'
import { makePairedSums } from './metric-sums.ts'
import { isPartial, type ScoredSample } from './scored-sample.ts'

/** A difference with every missing answer at the value that makes it least, and at the one that makes it largest. */
export interface Extremes {
  lowest: RawComparison
  highest: RawComparison
}

/** What missing answers could make of a rate: pairs are completed to both ends, since answers seldom go missing at random. */
export interface ExtremeSums {
  push(before: ScoredSample, after: ScoredSample, cluster: number | undefined): void
  /** Nothing where no answer is missing, and for a metric whose values have no known range. */
  result(yesNo?: YesNoTest): Extremes | undefined
}

/** Of a benchmark's headline metric. */
export function makeExtremes(metric: FigureMetric): ExtremeSums {
  const [lowest, highest] = [makePairedSums(metric), makePairedSums(metric)]
  let missing = 0
  return {
    push(before, after, cluster) {
      if (metric.unit !== 'rate' || metric.kind !== 'mean') return
      const [was, is] = [rangeOf(before), rangeOf(after)]
      if (was === undefined || is === undefined) return
      if (was[0] < was[1] || is[0] < is[1]) missing++
      lowest.push(was[1], is[0], cluster)
      highest.push(was[0], is[1], cluster)
    },
    result(yesNo) {
      if (missing === 0) return undefined
      const [low, high] = [compareMetric(lowest.figure(), yesNo), compareMetric(highest.figure(), yesNo)]
      return 'code' in low || 'code' in high ? undefined : { lowest: low, highest: high }
    },
  }
}

/** The difference's bounds, and the limits around them. */
export const boundsOf = ({ lowest, highest }: Extremes): { bounds: Interval; boundsCi95: Interval } => ({
  bounds: [lowest.delta.value, highest.delta.value],
  boundsCi95: [lowest.delta.ci95[0], highest.delta.ci95[1]],
})

/** What a sample's rate could be, its missing epochs all 0 or all 1. Nothing where the metric leaves the sample out. */
export function rangeOf(sample: ScoredSample): Interval | undefined {
  const { values, scored, epochs } = sample
  const [value] = values
  if (scored === 0) return [0, 1]
  if (typeof value !== 'number') return undefined
  if (!isPartial(sample)) return [value, value]
  const known = (value * scored) / epochs
  return [known, known + (epochs - scored) / epochs]
}
