import type { MetricComparison } from '../core/comparison.ts'
import type { Interval } from '../core/run-result.ts'
import { clamp } from '../stats/estimate.ts'
import { nonInferiorityMean } from '../stats/margins.ts'
import { mcnemarExact } from '../stats/mcnemar.ts'
import { isConstant, testOfZero } from '../stats/mean.ts'
import { newcombePaired, type PairedCounts, pairedTotal } from '../stats/paired-proportions.ts'
import { neededPairs, neededQuestions } from '../stats/power.ts'
import { bisect } from '../stats/roots.ts'
import { estimateMetric, named } from './estimate-metric.ts'
import type { Figure, PairedFigure } from './metric-sums.ts'

/** A comparison before its p-value is adjusted for the others of the table and its verdict is given. */
export type RawComparison = Omit<MetricComparison, 'test' | 'verdict' | 'margin' | 'nonInferiority'> & {
  test: { name: string; p: number }
  /** One-sided p of the hypothesis that the loss is as large as the margin (> 0, for a rate < 1) or larger. */
  harm(margin: number): number
}

/**
 * Compares one metric over samples that both arms have, in the same order. Yes/no scores of independent samples: Newcombe's
 * interval and exact McNemar; means, and clustered samples: paired t, cluster-robust where they share a group.
 * A sentence instead where nothing can be said of these samples.
 */
export function compareMetric(pair: PairedFigure): RawComparison | string {
  const { before, after, correlation } = pair
  const { name, unit, direction } = before.metric
  const found = differenceOf(pair)
  if (typeof found === 'string') return found
  return {
    metric: name,
    unit,
    direction,
    n: before.n,
    before: armOf(before),
    after: armOf(after),
    ...found,
    ...(correlation !== undefined && { correlation }),
  }
}

type Difference = Pick<RawComparison, 'delta' | 'test' | 'harm' | 'neededN' | 'note'>

function differenceOf(pair: PairedFigure): Difference | string {
  const { before, after, table } = pair
  const { n, metric, units, clustered } = before
  if (n === 0) return 'no sample is scored in both runs'
  if (units < 2) {
    const what = n === 1 ? 'one sample' : `${n} samples of one group`
    return `${what} can't show a difference: at least two independent samples are needed`
  }
  if (!Number.isFinite(before.value + after.value)) return `${metric.name} has no value on these samples`
  return table !== undefined && !clustered ? binaryDifference(table, before) : meanDifference(pair)
}

function binaryDifference(table: PairedCounts, { metric: { direction } }: Figure): Difference {
  const { value, ci, method } = newcombePaired(table)
  const n = pairedTotal(table)
  const changed = table.beforeOnly + table.afterOnly
  return {
    delta: { value, ci95: ci, method },
    test: { name: 'mcnemar-exact', p: mcnemarExact(table.beforeOnly, table.afterOnly) },
    harm: margin => levelOfLoss(table, direction === 'higher-is-better' ? 'low' : 'high', margin),
    ...(value !== 0 && whole(neededPairs(value, changed / n))),
    ...(changed === 0 && { note: `none of the ${n} pairs changed; the interval says what that leaves possible` }),
  }
}

/** One-sided p of a loss as large as the margin: where the interval just reaches it, so that verdict and interval agree. */
function levelOfLoss(table: PairedCounts, end: 'low' | 'high', margin: number): number {
  const worst = (p: number): number => {
    const [low, high] = newcombePaired(table, 1 - 2 * p).ci
    return end === 'low' ? low : -high
  }
  const [least, most] = [1e-15, 0.5 - 1e-9]
  return worst(most) <= -margin ? 1 : bisect(p => -margin - worst(p), least, most)
}

function meanDifference({ before, delta, table }: PairedFigure): Difference | string {
  const { n, metric, units } = before
  const found = delta()
  const { value, ci, method, se } = found
  if (isConstant(se, value)) {
    // Student's interval of equal differences has no width: it would claim more than any number of samples can show.
    if (table === undefined) return `all ${n} differences are equal, so nothing says how sure their mean is`
    return binaryDifference(perCluster(table, units), before)
  }
  return {
    delta: { value, ci95: metric.unit === 'rate' ? clamp(ci, -1, 1) : ci, method: named(method, before) },
    test: { name: named(`paired-${method}`, before), p: testOfZero(found, units) },
    harm: margin => nonInferiorityMean(found, { margin, direction: metric.direction }).p,
    ...(value !== 0 && whole(neededQuestions(value, { omega2: se ** 2 * n }))),
  }
}

/** Where all pairs of all clusters changed alike, each cluster stands for one: no more is known than that many units say. */
function perCluster(table: PairedCounts, clusters: number): PairedCounts {
  const all = (count: number): number => (count > 0 ? clusters : 0)
  const { beforeOnly, afterOnly } = table
  const same = beforeOnly + afterOnly === 0
  return { both: 0, beforeOnly: all(beforeOnly), afterOnly: all(afterOnly), neither: same ? clusters : 0 }
}

/** A tiny difference needs more pairs than there are numbers: then none is named. */
const whole = (neededN: number): { neededN?: number } => (Number.isSafeInteger(neededN) ? { neededN } : {})

function armOf(figure: Figure): { value: number; ci95: Interval } {
  const { value, ci95 } = estimateMetric(figure)
  return { value, ci95 }
}
