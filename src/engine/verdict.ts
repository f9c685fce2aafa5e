import type { MetricComparison } from '../core/comparison.ts'
import type { RawComparison } from './compare-metric.ts'

export interface VerdictOptions {
  /** Two-sided level of the whole table. */
  alpha: number
  /** The largest loss that still counts as none, in the metric's unit, > 0. */
  margin?: number
  /** n that would show a difference of this size; absent where it can't be said. */
  neededN?: number
}

/**
 * What may be said of a difference. Improved or regressed needs a p-value that stands after the table's adjustment;
 * non-inferior needs an interval that excludes a loss as large as the margin; a large p alone never means «no change».
 */
export function withVerdict(raw: RawComparison, pAdjusted: number, options: VerdictOptions): MetricComparison {
  const { margin, neededN } = options
  const sign = raw.direction === 'higher-is-better' ? 1 : -1
  const gain = sign * raw.delta.value
  const worst = sign === 1 ? raw.delta.ci95[0] : -raw.delta.ci95[1]
  const base = { ...raw, test: { ...raw.test, pAdjusted }, ...(margin !== undefined && { margin }) }
  if (pAdjusted < options.alpha && gain !== 0) return { ...base, verdict: gain > 0 ? 'improved' : 'regressed' }
  if (margin !== undefined && worst > -margin) return { ...base, verdict: 'non-inferior' }
  return { ...base, verdict: 'inconclusive', ...(neededN !== undefined && { neededN }) }
}
