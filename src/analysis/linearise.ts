import type { TotalsMetric } from '../core/metric.ts'

/**
 * A function of column means with its slopes there: g(m) and ∂g/∂mⱼ. A sample moves the value by Σⱼ ∂g/∂mⱼ (xⱼ − mⱼ); the mean
 * of g(m) plus that is g(m) and its spread the delta-method variance, so that intervals, clusters and pairing work as for
 * any mean (Taylor linearisation; Binder 1983, https://doi.org/10.2307/1402588). The value is NaN where there is none.
 */
export function linearise(
  metric: Pick<TotalsMetric, 'of'>,
  means: readonly number[],
): { value: number; slopes: number[] } {
  const value = metric.of(means)
  const slopes = means.map((mean, j) => {
    const h = 1e-6 * Math.max(1, Math.abs(mean))
    const shifted = (by: number) => metric.of(means.map((m, k) => (k === j ? m + by : m)))
    // At the edge of where the function has a value, the slope towards the inside.
    const [low, high] = [shifted(-h), shifted(h)]
    const inside = [low, high].filter(Number.isFinite).length
    return ((Number.isFinite(high) ? high : value) - (Number.isFinite(low) ? low : value)) / (inside * h)
  })
  return { value: slopes.every(Number.isFinite) ? value : Number.NaN, slopes }
}
