import type { MetricResult } from '../core/run-result.ts'
import { clamp } from '../stats/estimate.ts'
import { wilson } from '../stats/proportion.ts'
import type { Figure } from './metric-sums.ts'

/**
 * A metric with its interval: Wilson for a yes/no score of independent samples, cluster-robust t where samples share a
 * group, Student's t else. One sample, or one cluster, has no spread: the interval of a rate is then its whole range.
 */
export function estimateMetric(figure: Figure): Pick<MetricResult, 'value' | 'ci95' | 'method' | 'n'> {
  const { value, binary, clustered, units, n, metric } = figure
  const isRate = metric.unit === 'rate'
  if (binary && !clustered) {
    const { ci, method } = wilson(Math.round(value * n), n)
    return { value, ci95: ci, method, n }
  }
  if (units < 2) return { value, ci95: isRate ? [0, 1] : [value, value], method: 'none', n }
  const { ci, method } = figure.mean()
  return { value, ci95: isRate ? clamp(ci, 0, 1) : ci, method: named(method, figure), n }
}

/** Says when the numbers were a function's linearisation. */
export const named = (method: string, { metric }: Pick<Figure, 'metric'>): string =>
  metric.kind === 'totals' ? `linearised-${method}` : method
