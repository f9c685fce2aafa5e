import type { MetricComparison } from '../core/comparison.ts'
import type { Interval } from '../core/run-result.ts'
import { pairedClusterMean } from '../stats/clusters.ts'
import { pearson } from '../stats/correlation.ts'
import { mcnemarExact } from '../stats/mcnemar.ts'
import { pairedMean } from '../stats/mean.ts'
import { type PairedCounts, pairedTotal, tango } from '../stats/paired-proportions.ts'
import { neededPairs, neededQuestions } from '../stats/power.ts'
import { estimateMetric, independentUnits, named } from './estimate-metric.ts'
import type { MetricSeries } from './metric-column.ts'

/** A comparison before its p-value is adjusted for the others of the table and its verdict is given. */
export type RawComparison = Omit<MetricComparison, 'test' | 'verdict' | 'margin'> & {
  test: { name: string; p: number }
}

/**
 * Compares one metric over samples that both arms have, in the same order. Yes/no scores of independent samples: Tango's
 * score interval and exact McNemar; means, and clustered samples: paired t, cluster-robust where they share a group.
 * A sentence instead where nothing can be said of so few samples.
 */
export function compareMetric(before: MetricSeries, after: MetricSeries): RawComparison | string {
  const { name, unit, direction } = before.metric
  const n = before.values.length
  const found = differenceOf(before, after)
  if (typeof found === 'string') return found
  const correlation = pearson(before.values, after.values)
  return {
    metric: name,
    unit,
    direction,
    n,
    before: armOf(before),
    after: armOf(after),
    ...found,
    ...(correlation !== undefined && { correlation }),
  }
}

type Difference = Pick<RawComparison, 'delta' | 'test' | 'neededN'>

function differenceOf(before: MetricSeries, after: MetricSeries): Difference | string {
  const n = before.values.length
  if (n === 0) return 'no sample is scored in both runs'
  if (independentUnits(before) < 2) return 'one independent sample has no spread to compare'
  if (before.binary && after.binary && before.clusters === undefined) return binaryDifference(before, after)
  return meanDifference(before, after)
}

function binaryDifference(before: MetricSeries, after: MetricSeries): Difference {
  const table = pairedCounts(before.values, after.values)
  const { value, ci, method } = tango(table)
  const p = mcnemarExact(table.beforeOnly, table.afterOnly)
  const discordance = (table.beforeOnly + table.afterOnly) / pairedTotal(table)
  return {
    delta: { value, ci95: ci, method },
    test: { name: 'mcnemar-exact', p },
    ...(value !== 0 && { neededN: neededPairs(value, discordance) }),
  }
}

function meanDifference(before: MetricSeries, after: MetricSeries): Difference | string {
  const { values, clusters } = before
  const found =
    clusters === undefined ? pairedMean(values, after.values) : pairedClusterMean(values, after.values, clusters)
  const { value, ci, method, se, p } = found
  // Student's interval of equal differences has no width: it would claim more than any number of samples can show.
  if (se === 0) return `all ${values.length} differences are equal, so that nothing says how sure their mean is`
  const variance = { omega2: se ** 2 * values.length }
  return {
    delta: { value, ci95: ci, method: named(method, before) },
    test: { name: named(`paired-${method}`, before), p },
    ...(value !== 0 && { neededN: neededQuestions(value, variance) }),
  }
}

function armOf(series: MetricSeries): { value: number; ci95: Interval } {
  const { value, ci95 } = estimateMetric(series)
  return { value, ci95 }
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
