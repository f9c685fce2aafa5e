import { type BoundedMean, boundedMeanTest } from './bounded-mean.ts'
import { phi } from './distributions.ts'
import { bisect } from './roots.ts'

type Known = Omit<BoundedMean, 'value'>

/**
 * The power of the score test of a bounded mean (rates over epochs, or in clusters) against `limit` where the truth is
 * `truth` > limit and one value has the variance given: the chance that the observed mean, taken to be normal, is beyond the least
 * one that is significant. One-sided. In 0…1.
 */
export function boundedMeanPower(known: Known, truth: number, limit: number, alpha: number): number {
  const highest = known.range[1]
  const excess = (value: number): number => boundedMeanTest({ ...known, value }, limit) - alpha
  if (limit >= highest || excess(highest) >= 0) return 0
  const critical = bisect(excess, limit, highest)
  const se = Math.sqrt(known.variance / known.n)
  return se === 0 ? Number(truth > critical) : phi((truth - critical) / se)
}
