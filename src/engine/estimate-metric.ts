import type { MetricResult } from '../core/run-result.ts'
import { clusterMean } from '../stats/clusters.ts'
import { clamp } from '../stats/estimate.ts'
import { meanInterval } from '../stats/mean.ts'
import { wilson } from '../stats/proportion.ts'
import type { MetricSeries } from './metric-column.ts'

/**
 * A metric with its interval: Wilson for a yes/no score of independent samples, cluster-robust t where samples share a
 * group, Student's t else. One sample, or one cluster, has no spread: the interval of a rate is then its whole range.
 */
export function estimateMetric(series: MetricSeries): Pick<MetricResult, 'value' | 'ci95' | 'method' | 'n'> {
  const { values, value, binary, clusters, metric } = series
  const n = values.length
  const isRate = metric.unit === 'rate'
  if (binary && clusters === undefined) {
    const { ci, method } = wilson(Math.round(value * n), n)
    return { value, ci95: ci, method, n }
  }
  if (independentUnits(series) < 2) return { value, ci95: isRate ? [0, 1] : [value, value], method: 'none', n }
  const { ci, method } = clusters === undefined ? meanInterval(values) : clusterMean(values, clusters)
  return { value, ci95: isRate ? clamp(ci, 0, 1) : ci, method: named(method, series), n }
}

/** Samples, or clusters where samples share them. */
export const independentUnits = ({ values, clusters }: MetricSeries): number =>
  clusters === undefined ? values.length : new Set(clusters).size

/** Says when the numbers were a function's linearisation. */
export const named = (method: string, { metric }: MetricSeries): string =>
  metric.kind === 'totals' ? `linearised-${method}` : method
