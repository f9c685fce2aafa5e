import { type AnswerNote, notesOn } from '../core/answer/notes.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Cause } from '../core/cause.ts'
import type { Row } from '../core/metric.ts'
import type { Failure } from '../core/outcome.ts'
import type { RunItem } from '../core/run-store.ts'
import type { Sample } from '../core/sample.ts'

/** One sample as the metrics see it: what was drawn from its judgments, and what became of the rest. */
export interface ScoredSample {
  id: string
  benchmark: string
  /** The sample's cluster, where it has one. */
  group: string | undefined
  /** Breakdown key → value. */
  breakdown: Readonly<Record<string, string>>
  /** By metric: a number, the columns of a totals metric, or nothing. */
  values: readonly (number | readonly number[] | undefined)[]
  /** The judge's label, where there is one epoch and it was judged. */
  label?: string
  epochs: number
  scored: number
  errored: number
  unscored: number
  cached: number
  /** A code for each epoch that was not scored. */
  failures: readonly string[]
  /** The same with what was said of it. */
  causes: readonly Omit<Cause, 'count'>[]
  /** What is true of its answers, each epoch on its own. */
  notes: readonly AnswerNote[]
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

export function scoreItem({ sample, epochs }: RunItem, benchmark: Benchmark): ScoredSample {
  const rows: Row[] = []
  const causes: Omit<Cause, 'count'>[] = []
  const notes: AnswerNote[] = []
  let errored = 0
  let cached = 0
  for (const [index, { output, judgment }] of epochs.entries()) {
    if (output?.cached) cached++
    if (output?.outcome.ok === true) notes.push(...notesOn(output.outcome.value))
    if (output?.outcome.ok !== true) {
      errored++
      causes.push({ of: 'model', ...(output?.outcome.error ?? notRun) })
    } else if (judgment?.outcome.ok !== true) {
      const failure = judgment?.outcome.error ?? notJudged
      causes.push({ of: 'answer', ...failure })
    } else {
      rows.push({ sample, epoch: index + 1, completion: output.outcome.value, judgment: judgment.outcome.value })
    }
  }
  return {
    id: sample.id,
    benchmark: benchmark.name,
    group: sample.group,
    breakdown: Object.fromEntries(benchmark.dataset.breakdowns.map(key => [key, breakdownOf(sample, key)])),
    values: benchmark.metrics.map(metric => {
      if (rows.length === 0) return undefined
      return metric.kind === 'mean' ? metric.value(rows) : metric.columns(rows)
    }),
    ...(epochs.length === 1 && typeof rows[0]?.judgment.label === 'string' && { label: rows[0].judgment.label }),
    epochs: epochs.length,
    scored: rows.length,
    errored,
    unscored: epochs.length - rows.length - errored,
    cached,
    failures: causes.map(({ code }) => code),
    causes,
    notes,
  }
}

const notRun: Failure = { code: 'not-run', message: 'the run ended before this sample was asked', of: 'pending' }
const notJudged: Failure = { code: 'not-judged', message: 'the run ended before this answer was judged', of: 'pending' }

/** A sample’s value of a breakdown, as text. */
export function breakdownOf(sample: Sample, key: string): string {
  const value = key === 'language' ? sample.language : sample.metadata[key]
  return Array.isArray(value) ? value.join(', ') : String(value ?? '')
}
