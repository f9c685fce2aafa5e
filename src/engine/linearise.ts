import type { TotalsMetric } from '../core/metric.ts'
import type { Column } from './columns.ts'

/**
 * A function of column means as one number a sample: its value plus the sample's influence on it,
 * g(m) + Σⱼ ∂g/∂mⱼ (xⱼ − mⱼ). Their mean is g(m) and their spread its delta-method variance, so that intervals, clusters and
 * pairing work as for any mean (Taylor linearisation; Binder 1983, https://doi.org/10.2307/1402588).
 */
export function linearise(
  metric: TotalsMetric,
  columns: readonly Column[],
): { value: number; influence: Float64Array } {
  const views = columns.map(column => column.view())
  const n = views[0]?.length ?? 0
  const means = views.map(view => view.reduce((sum, x) => sum + x, 0) / n)
  const value = metric.of(means)
  const gradient = means.map((mean, j) => {
    const h = 1e-6 * Math.max(1, Math.abs(mean))
    const shifted = (by: number) => metric.of(means.map((m, k) => (k === j ? m + by : m)))
    // At the edge of where the function has a value, the slope towards the inside.
    const [low, high] = [shifted(-h), shifted(h)]
    const inside = [low, high].filter(Number.isFinite).length
    return ((Number.isFinite(high) ? high : value) - (Number.isFinite(low) ? low : value)) / (inside * h)
  })
  const influence = new Float64Array(n).fill(value)
  views.forEach((view, j) => {
    const slope = gradient[j] ?? 0
    const mean = means[j] ?? 0
    for (let i = 0; i < n; i++) influence[i] = (influence[i] ?? 0) + slope * ((view[i] ?? 0) - mean)
  })
  return { value: influence.every(Number.isFinite) ? value : Number.NaN, influence }
}
