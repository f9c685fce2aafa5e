import type { MetricComparison, Verdict } from '../core/comparison.ts'
import type { Interval } from '../core/run-result.ts'
import type { RawComparison } from './compare-metric.ts'

export interface VerdictOptions {
  /** Two-sided level of the whole table. */
  alpha: number
  /** The largest loss that still counts as none, in the metric's unit, > 0. */
  margin?: number
}

/**
 * What may be said of a difference. Improved or regressed needs a p-value that stands after the table's adjustment;
 * non-inferior needs an interval that excludes a loss as large as the margin; a large p alone never means «no change».
 */
export function withVerdict(raw: RawComparison, pAdjusted: number, options: VerdictOptions): MetricComparison {
  const { margin } = options
  const { neededN, ...rest } = raw
  const verdict = verdictOf(raw, pAdjusted, options)
  return {
    ...rest,
    test: { ...raw.test, pAdjusted },
    ...(margin !== undefined && { margin }),
    verdict,
    ...(verdict === 'inconclusive' && neededN !== undefined && { neededN }),
  }
}

/** The same of any difference with an interval. */
export function verdictOf(
  { delta, direction }: Pick<RawComparison, 'direction'> & { delta: { value: number; ci95: Interval } },
  pAdjusted: number,
  { alpha, margin }: VerdictOptions,
): Verdict {
  const sign = direction === 'higher-is-better' ? 1 : -1
  const gain = sign * delta.value
  const worst = sign === 1 ? delta.ci95[0] : -delta.ci95[1]
  if (pAdjusted < alpha && gain !== 0) return gain > 0 ? 'improved' : 'regressed'
  return margin !== undefined && worst > -margin ? 'non-inferior' : 'inconclusive'
}
