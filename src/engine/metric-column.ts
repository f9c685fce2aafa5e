import type { Metric } from '../core/metric.ts'
import { type Column, makeClusters, makeColumn } from './columns.ts'
import { linearise } from './linearise.ts'

/** One metric's numbers over samples; `value` is not finite where they have none (a ratio of nothing). `values` are one a sample; `binary` where each is 0 or 1. */
export interface MetricSeries {
  metric: Metric
  value: number
  values: Float64Array
  clusters: Float64Array | undefined
  binary: boolean
}

/** Collects what `scoreItem` drew for one metric. */
export interface MetricColumn {
  readonly length: number
  push(value: number | readonly number[], group: string | undefined): void
  series(): MetricSeries
}

export function makeMetricColumn(metric: Metric): MetricColumn {
  const columns: Column[] = []
  const clusters = makeClusters()
  let length = 0
  let binary = metric.unit === 'rate' && metric.kind === 'mean'
  return {
    get length() {
      return length
    },
    push(value, group) {
      const cells = typeof value === 'number' ? [value] : value
      for (const [j, cell] of cells.entries()) {
        columns[j] ??= makeColumn()
        if (!Number.isFinite(cell)) throw new Error(`metric ${metric.name} gave ${cell} for a sample`)
        columns[j].push(cell)
        if (cell !== 0 && cell !== 1) binary = false
      }
      clusters.push(group)
      length++
    },
    series() {
      const grouped = clusters.view()
      if (metric.kind === 'totals') {
        const { value, influence } = linearise(metric, columns)
        return { metric, value, values: influence, clusters: grouped, binary: false }
      }
      const values = columns[0]?.view() ?? new Float64Array()
      return { metric, value: values.reduce((sum, x) => sum + x, 0) / values.length, values, clusters: grouped, binary }
    },
  }
}
