import type { MetricResult } from '../core/run-result.ts'
import { meanInterval } from '../stats/mean.ts'
import { wilson } from '../stats/proportion.ts'
import type { MetricSeries } from './metric-column.ts'

/**
 * A metric with its interval: Wilson for a yes/no score of independent samples, cluster-robust t where samples share a
 * group, Student's t else. One sample gives no spread: the interval is then the metric's whole range, or nothing at all.
 */
export function estimateMetric(series: MetricSeries): Pick<MetricResult, 'value' | 'ci95' | 'method' | 'n'> {
  const { values, value, binary, clusters } = series
  const n = values.length
  if (binary && clusters === undefined) {
    const { ci, method } = wilson(Math.round(value * n), n)
    return { value, ci95: ci, method, n }
  }
  if (n < 2) return { value, ci95: series.metric.unit === 'rate' ? [0, 1] : [value, value], method: 'none', n }
  const { ci, method } = meanInterval(values)
  return { value, ci95: ci, method, n }
}
