import type { BenchmarkResult, Interval, MetricResult } from '../core/run-result.ts'
import { estimateMetric } from './estimate-metric.ts'
import { type MetricSums, makeClusterNumbers, makeMetricSums } from './metric-sums.ts'
import { makeBounds } from './missing.ts'
import type { DescribedBenchmark } from './scored-run.ts'
import { isPartial, type ScoredSample } from './scored-sample.ts'
import { weightedMetric, weightedRow, weightsOf } from './strata.ts'
import { makeTally } from './tally.ts'

/** Sums up one benchmark of one run, sample by sample; memory is that of its clusters and groups. */
export interface Aggregator {
  push(sample: ScoredSample): void
  result(): BenchmarkResult
}

export function makeAggregator({ plan, card, metrics }: DescribedBenchmark): Aggregator {
  const { caution } = card.judge
  const weigh = weightsOf(plan)
  const columns = metrics.map(metric => makeMetricSums(weigh ? weightedMetric(metric) : metric))
  const bounds = metrics.map((metric, at) => makeBounds(metric, at, weigh))
  const clusterOf = makeClusterNumbers()
  const groups = new Map<string, Map<string, GroupSums>>()
  const failures: Record<string, number> = {}
  const counts = { n: 0, scored: 0, errored: 0, unscored: 0, cached: 0 }
  const tally = makeTally()
  let partial = 0

  const countGroups = ({ breakdown, group }: ScoredSample, headline: number): void => {
    for (const [key, value] of Object.entries(breakdown)) {
      const byValue = getOrMake(groups, key, () => new Map<string, GroupSums>())
      const { sums, clusterOf } = getOrMake(byValue, value, () => ({
        sums: makeMetricSums(metrics[0]),
        clusterOf: makeClusterNumbers(),
      }))
      sums.push(headline, clusterOf(group))
    }
  }

  return {
    push(sample) {
      counts.n++
      tally.push(sample)
      counts.cached += sample.cached
      for (const code of sample.failures) failures[code] = (failures[code] ?? 0) + 1
      if (isPartial(sample)) partial++
      if (sample.scored > 0) counts.scored++
      else if (sample.errored > 0) counts.errored++
      else counts.unscored++
      const cluster = clusterOf(sample.group)
      sample.values.forEach((value, i) => {
        if (value !== undefined) columns[i]?.push(weigh ? weightedRow(value, weigh(sample)) : value, cluster)
      })
      for (const one of bounds) one.push(sample)
      const [headline] = sample.values
      if (typeof headline === 'number') countGroups(sample, headline)
    },
    result: () => ({
      name: plan.name,
      dataset: { sha256: plan.dataset.sha256, bundled: plan.dataset.bundled },
      judge: plan.judge.name,
      ...(caution !== undefined && { caution }),
      ...counts,
      ...(partial > 0 && { partial }),
      failures,
      ...tally.result(),
      metrics: columns.flatMap((column, i) => metricResult(column, bounds[i]?.result())),
      groups: Object.fromEntries(
        Array.from(groups, ([key, byValue]) => [
          key,
          sortedEntries(byValue, ({ sums }) => {
            const { n, value, ci95 } = estimateMetric(sums.figure())
            return { n, value, ci95 }
          }),
        ]),
      ),
    }),
  }
}

/** Nothing where the metric has no value on these samples. */
function metricResult(sums: MetricSums, bounds: Interval | undefined): MetricResult[] {
  if (sums.n === 0) return []
  const figure = sums.figure()
  if (!Number.isFinite(figure.value)) return []
  const { name, direction, unit } = figure.metric
  return [{ name, direction, unit, ...estimateMetric(figure), ...(bounds && { bounds }) }]
}

/** The scores of one value of a breakdown, with the clusters that it has. */
interface GroupSums {
  sums: MetricSums
  clusterOf: (group: string | undefined) => number | undefined
}

export function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** A map as an object with its keys in order, so that equal runs give equal bytes. */
export const sortedEntries = <V, T>(map: Map<string, V>, make: (value: V) => T): Record<string, T> =>
  Object.fromEntries(
    Array.from(map.keys())
      .sort()
      .flatMap(key => {
        const value = map.get(key)
        return value === undefined ? [] : [[key, make(value)]]
      }),
  )
