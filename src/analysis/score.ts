import type { Benchmark } from '../core/benchmark.ts'
import type { Label } from '../core/judgment.ts'
import type { Metric, Row } from '../core/metric.ts'
import type { RunItem } from '../core/run-store.ts'
import type { Sample } from '../core/sample.ts'
import { type SampleOrigins, sampleOrigins } from './origins.ts'

/** What a metric drew of a sample: a number, the columns of a totals metric, or nothing where it leaves the sample out. */
export type Drawn = number | readonly number[] | undefined

/** One epoch of a sample: scored, or the code of what failed. */
export interface ScoredEpoch {
  /** By metric, of this epoch alone. */
  values?: readonly Drawn[]
  label?: Label
  /** Without an answer; or with an answer and no judgment. */
  errored?: string
  unscored?: string
  cached: boolean
}

/** One sample as the metrics see it: what was drawn from its judgments, and what became of the rest. */
export interface ScoredSample {
  id: string
  benchmark: string
  /** The sample's cluster, where it has one. */
  group: string | undefined
  /** Breakdown key → value. */
  breakdown: Readonly<Record<string, string>>
  /** By metric, over all epochs that were scored. */
  values: readonly Drawn[]
  byEpoch: readonly ScoredEpoch[]
  /** The judge's label, where there is one epoch and it was judged. */
  label?: string
  epochs: number
  scored: number
  errored: number
  unscored: number
  cached: number
  /** A code for each epoch that was not scored. */
  failures: readonly string[]
  /** Where its answers came from, where its scores are drawn from the logs. */
  origins?: SampleOrigins
}

/** Whether a scored sample lost some of its epochs: its figure is that of the others. */
export const isPartial = ({ scored, epochs }: ScoredSample): boolean => scored > 0 && scored < epochs

/** The epochs of a sample that were answered and judged. */
export const rowsOf = ({ sample, epochs }: RunItem): Row[] =>
  epochs.flatMap(({ output, judgment }, index) =>
    output?.outcome.ok && judgment?.outcome.ok
      ? [{ sample, epoch: index + 1, completion: output.outcome.value, judgment: judgment.outcome.value }]
      : [],
  )

/** Draws a sample's scores by the rules of its benchmark. */
export function scoreItem(item: RunItem, benchmark: Benchmark): ScoredSample {
  const { sample, epochs } = item
  const rows = rowsOf(item)
  const values = drawAll(benchmark, rows)
  const byEpoch = epochs.map(({ output, judgment }, index): ScoredEpoch => {
    const cached = output?.cached === true
    if (output?.outcome.ok !== true) return { errored: output?.outcome.error.code ?? 'not-run', cached }
    if (judgment?.outcome.ok !== true) return { unscored: judgment?.outcome.error.code ?? 'not-judged', cached }
    const own = rows.filter(({ epoch }) => epoch === index + 1)
    const { label } = judgment.outcome.value
    return { values: own.length === rows.length ? values : drawAll(benchmark, own), label, cached }
  })
  const { breakdowns } = benchmark.dataset
  const drawn = scoredSample({
    id: sample.id,
    benchmark: benchmark.name,
    group: sample.group,
    breakdown: Object.fromEntries(breakdowns.map(key => [key, breakdownOf(sample, key)])),
    values,
    byEpoch,
  })
  return { ...drawn, origins: sampleOrigins(item) }
}

/** A sample with what its epochs add up to. */
export function scoredSample(
  drawn: Pick<ScoredSample, 'id' | 'benchmark' | 'group' | 'breakdown' | 'values' | 'byEpoch'>,
): ScoredSample {
  const { byEpoch } = drawn
  const failures: string[] = []
  let errored = 0
  let cached = 0
  for (const epoch of byEpoch) {
    if (epoch.cached) cached++
    if (epoch.errored !== undefined) errored++
    const code = epoch.errored ?? epoch.unscored
    if (code !== undefined) failures.push(code)
  }
  const label = byEpoch.length === 1 ? byEpoch[0]?.label : undefined
  return {
    ...drawn,
    ...(typeof label === 'string' && { label }),
    epochs: byEpoch.length,
    scored: byEpoch.length - failures.length,
    errored,
    unscored: failures.length - errored,
    cached,
    failures,
  }
}

/** A sample’s value of a breakdown, as text. */
export function breakdownOf(sample: Sample, key: string): string {
  const value = key === 'language' ? sample.language : sample.metadata[key]
  return Array.isArray(value) ? value.join(', ') : String(value ?? '')
}

const drawAll = ({ metrics }: Benchmark, rows: readonly Row[]): Drawn[] =>
  metrics.map(metric => (rows.length === 0 ? undefined : draw(metric, rows)))

function draw(metric: Metric, rows: readonly Row[]): Drawn {
  const drawn = metric.kind === 'mean' ? metric.value(rows) : metric.columns(rows)
  const bad = [drawn ?? 0].flat().find(value => !Number.isFinite(value))
  if (bad !== undefined) throw new Error(`metric ${metric.name} gave ${bad} for a sample`)
  return drawn
}
