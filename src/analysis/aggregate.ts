import type { Benchmark } from '../core/benchmark.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import type { BenchmarkResult, MetricResult } from '../core/run-result.ts'
import type { Wording } from '../core/wording.ts'
import { effectiveWilson } from '../stats/effective-rate.ts'
import { clamp } from '../stats/estimate.ts'
import { meanFromMoments } from '../stats/mean.ts'
import { Moments } from '../stats/moments.ts'
import { wilson } from '../stats/proportion.ts'
import { estimateMetric } from './estimate-metric.ts'
import { type MetricSums, makeClusterNumbers, makeMetricSums } from './metric-sums.ts'
import { isPartial, type ScoredSample } from './score.ts'
import { makeTally } from './tally.ts'

/** Sums up one benchmark of one run, sample by sample; memory is that of its clusters and groups. */
export interface Aggregator {
  push(sample: ScoredSample): void
  result(): BenchmarkResult
}

export function makeAggregator(benchmark: Benchmark, plan: BenchmarkPlan, caution?: Wording): Aggregator {
  const columns = benchmark.metrics.map(makeMetricSums)
  const clusterOf = makeClusterNumbers()
  const groups = new Map<string, Map<string, Tally>>()
  const failures: Record<string, number> = {}
  const counts = { n: 0, scored: 0, errored: 0, unscored: 0, cached: 0 }
  const tally = makeTally()
  let partial = 0

  const countGroups = (sample: ScoredSample, headline: number): void => {
    for (const [key, value] of Object.entries(sample.breakdown)) {
      const byValue = getOrMake(groups, key, () => new Map<string, Tally>())
      count(
        getOrMake(byValue, value, () => ({ sum: 0, moments: new Moments(), yesNo: true })),
        headline,
      )
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
        if (value !== undefined) columns[i]?.push(value, cluster)
      })
      const [headline] = sample.values
      if (typeof headline === 'number') countGroups(sample, headline)
    },
    result: () => ({
      name: benchmark.name,
      dataset: { sha256: plan.dataset.sha256, bundled: plan.dataset.bundled },
      judge: plan.judge.name,
      ...(caution !== undefined && { caution }),
      ...counts,
      ...(partial > 0 && { partial }),
      failures,
      ...tally.result(),
      metrics: columns.flatMap(column => metricResult(column, counts.n - counts.scored)),
      groups: Object.fromEntries(
        Array.from(groups, ([key, byValue]) => [
          key,
          sortedEntries(byValue, scores => groupResult(scores, benchmark.metrics[0].unit === 'rate')),
        ]),
      ),
    }),
  }
}

/** Nothing where the metric has no value on these samples. `failed` samples are not scored. */
function metricResult(sums: MetricSums, failed: number): MetricResult[] {
  if (sums.n === 0) return []
  const figure = sums.figure()
  if (!Number.isFinite(figure.value)) return []
  const { name, direction, unit, kind } = figure.metric
  const estimate = estimateMetric(figure)
  const sum = estimate.value * estimate.n
  const all = estimate.n + failed
  // What the failures could make of a rate, had they been scored: all 0, or all 1.
  const bounded = unit === 'rate' && kind === 'mean' && failed > 0
  const bounds: [number, number] = [sum / all, (sum + failed) / all]
  return [{ name, direction, unit, ...estimate, ...(bounded && { bounds }) }]
}

/** The scores of one value of a breakdown. */
interface Tally {
  sum: number
  moments: Moments
  yesNo: boolean
}

function count(tally: Tally, score: number): void {
  tally.sum += score
  tally.moments.add(score)
  tally.yesNo &&= score === 0 || score === 1
}

function groupResult({ sum, moments, yesNo }: Tally, isRate: boolean): GroupFigure {
  const { n } = moments
  const value = sum / n
  if (isRate && yesNo) return { n, value, ci95: wilson(Math.round(sum), n).ci }
  if (n < 2) return { n, value, ci95: isRate ? [0, 1] : [value, value] }
  if (!isRate) return { n, value, ci95: meanFromMoments(moments).ci }
  const share = { value, se: Math.sqrt(moments.variance / n), trials: n, df: n - 1 }
  return { n, value, ci95: clamp(effectiveWilson(share).ci, 0, 1) }
}

interface GroupFigure {
  n: number
  value: number
  ci95: [number, number]
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
