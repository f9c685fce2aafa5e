import type { MetricComparison } from '../core/comparison.ts'
import type { Interval } from '../core/run-result.ts'
import { pearson } from '../stats/correlation.ts'
import { mcnemarExact } from '../stats/mcnemar.ts'
import { pairedMean } from '../stats/mean.ts'
import { type PairedCounts, tango } from '../stats/paired-proportions.ts'
import { estimateMetric } from './estimate-metric.ts'
import type { MetricSeries } from './metric-column.ts'

/** A comparison before its p-value is adjusted for the others of the table and its verdict is given. */
export type RawComparison = Omit<MetricComparison, 'test' | 'verdict' | 'neededN' | 'margin'> & {
  test: { name: string; p: number }
}

/** Compares one metric over samples that both arms have, in the same order. Throws for no pair at all. */
export function compareMetric(before: MetricSeries, after: MetricSeries): RawComparison {
  const { name, unit, direction } = before.metric
  const n = before.values.length
  const correlation = n > 1 ? pearson(before.values, after.values) : undefined
  const armOf = ({ value, ci95 }: { value: number; ci95: Interval }) => ({ value, ci95 })
  return {
    metric: name,
    unit,
    direction,
    n,
    before: armOf(estimateMetric(before)),
    after: armOf(estimateMetric(after)),
    ...difference(before, after),
    ...(correlation !== undefined && { correlation }),
  }
}

function difference(before: MetricSeries, after: MetricSeries): Pick<RawComparison, 'delta' | 'test'> {
  if (before.binary && after.binary && before.clusters === undefined) {
    const table = pairedCounts(before.values, after.values)
    const { value, ci, method } = tango(table)
    const p = mcnemarExact(table.beforeOnly, table.afterOnly)
    return { delta: { value, ci95: ci, method }, test: { name: 'mcnemar-exact', p } }
  }
  if (before.values.length < 2) {
    const value = after.value - before.value
    return { delta: { value, ci95: [-Infinity, Infinity], method: 'none' }, test: { name: 'none', p: 1 } }
  }
  const { value, ci, method, p } = pairedMean(before.values, after.values)
  return { delta: { value, ci95: ci, method }, test: { name: `paired-${method}`, p } }
}

export function pairedCounts(before: Float64Array, after: Float64Array): PairedCounts {
  const table = { both: 0, beforeOnly: 0, afterOnly: 0, neither: 0 }
  before.forEach((was, i) => {
    const is = after[i] === 1
    if (was === 1) table[is ? 'both' : 'beforeOnly']++
    else table[is ? 'afterOnly' : 'neither']++
  })
  return table
}
