import type { MetricResult } from '../core/run-result.ts'
import { boundedMean } from '../stats/bounded-mean.ts'
import { criticalT } from '../stats/distributions.ts'
import { effectiveWilson } from '../stats/effective-rate.ts'
import { clamp } from '../stats/estimate.ts'
import { wilson } from '../stats/proportion.ts'
import type { FigureMetric } from './figure-metric.ts'
import type { Figure } from './metric-sums.ts'

/**
 * A metric with its interval. A rate: Wilson's; over several epochs or in clusters the score interval of a bounded mean, of a share
 * of totals Wilson's at the effective number of trials, since t around such rates covers far too little (docs/statistics.md). Else Student's t, cluster-robust where samples share a group, of a ratio of tokens on a log scale.
 * One sample, or one cluster, has no spread: the interval of a rate is then its whole range.
 */
export function estimateMetric(figure: Figure): Pick<MetricResult, 'value' | 'ci95' | 'method' | 'n'> {
  const { value, binary, clustered, units, n, metric } = figure
  const isRate = metric.unit === 'rate'
  if (binary && !clustered) {
    const { ci, method } = wilson(Math.round(value * n), n)
    return { value, ci95: ci, method, n }
  }
  if (units < 2) return { value, ci95: isRate ? [0, 1] : [value, value], method: 'none', n }
  if (isShare(metric)) {
    const { ci, method } = effectiveWilson(figure.share())
    return { value, ci95: clamp(ci, 0, 1), method, n }
  }
  if (isRate) {
    const { ci, method } = boundedMean(figure.bounded())
    return { value, ci95: ci, method: clustered ? `cluster-${method}` : method, n }
  }
  const { ci, method, se, df } = figure.mean()
  if (metric.kind === 'totals' && metric.unit === 'tokens' && value > 0) {
    const factor = Math.exp((criticalT(0.95, df) * se) / value)
    return { value, ci95: [value / factor, value * factor], method: `log-${method}`, n }
  }
  return { value, ci95: ci, method: named(method, figure), n }
}

/** A ratio or an F-score in 0…1. */
export const isShare = ({ kind, unit }: FigureMetric): boolean => kind === 'totals' && unit === 'rate'

/** Says when the numbers were a function's linearisation. */
export const named = (method: string, { metric }: Pick<Figure, 'metric'>): string =>
  metric.kind === 'totals' ? `linearised-${method}` : method
