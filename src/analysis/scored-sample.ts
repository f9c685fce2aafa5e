import type { AnswerNote } from '../core/answer/notes.ts'
import type { Cause } from '../core/cause.ts'
import type { Label } from '../core/judgment.ts'
import type { AnswerMark } from '../core/records.ts'
import type { RunItem } from '../core/run-store.ts'

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
  /** What was said of that. */
  cause?: Omit<Cause, 'count' | 'code'>
  /** What tells the answer from others. */
  answer?: AnswerMark
  /** What is true of the answer. */
  notes?: readonly AnswerNote[]
  cached: boolean
}

/** One sample as the metrics see it: what was drawn from its judgments, and what became of the rest. */
export interface ScoredSample {
  id: string
  benchmark: string
  /** The sample's cluster, where it has one. */
  group: string | undefined
  /** Value, as JSON, of the key that the samples were stratified by. */
  stratum?: string
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
  /** The same with what was said of it. */
  causes: readonly Omit<Cause, 'count'>[]
  /** What is true of its answers, each epoch on its own. */
  notes: readonly AnswerNote[]
  /** The lines that it was drawn from, where it is drawn while it is read. */
  item?: RunItem
}

/** Whether a scored sample lost some of its epochs: its figure is that of the others. */
export const isPartial = ({ scored, epochs }: ScoredSample): boolean => scored > 0 && scored < epochs

/** A sample with what its epochs add up to. */
export function scoredSample(
  drawn: Pick<ScoredSample, 'id' | 'benchmark' | 'group' | 'stratum' | 'breakdown' | 'values' | 'byEpoch'>,
): ScoredSample {
  const { byEpoch } = drawn
  const failures: string[] = []
  const causes: Omit<Cause, 'count'>[] = []
  const notes: AnswerNote[] = []
  let errored = 0
  let cached = 0
  for (const epoch of byEpoch) {
    if (epoch.cached) cached++
    if (epoch.errored !== undefined) errored++
    if (epoch.notes !== undefined) notes.push(...epoch.notes)
    const code = epoch.errored ?? epoch.unscored
    if (code === undefined) continue
    failures.push(code)
    if (epoch.cause !== undefined) causes.push({ code, ...epoch.cause })
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
    causes,
    notes,
  }
}
