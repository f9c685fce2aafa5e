import type { BatchNotice } from '../batch/notice.ts'
import type { Cause } from '../core/cause.ts'
import type { JudgmentRecord, OutputRecord } from '../core/records.ts'
import type { Remark } from '../core/remark.ts'
import type { TableReading } from '../core/table-reading.ts'
import type { Wording } from '../core/wording.ts'

/**
 * What happens while the application works, for whoever shows it. Words are the listener's.
 *
 * @example
 * const seen = new Set<RunEvent['type']>()
 * for await (const { type } of evaluate({ suite: 'diasafety', limit: 2 })) seen.add(type)
 * [...seen] // → ['notice', 'started', 'output', 'judgment', 'ended']
 */
export type RunEvent =
  /** The runs of one suite are there: one, or before and after. */
  | { type: 'started'; suite: string; arms: readonly StartedArm[] }
  /** An answer is on disk. `arm` is an index into the arms of `started`. */
  | { type: 'output'; arm: number; record: OutputRecord }
  /** So is its judgment. */
  | { type: 'judgment'; arm: number; record: JudgmentRecord }
  /** No more is answered or judged in these runs; figures and reports are still to come. */
  | { type: 'ended'; suite: string; ending: Ending }
  /** Nothing new begins; what is in flight is finished. */
  | { type: 'stopping'; reason: StopReason }
  /** A file is being fetched; without `done` it is there. */
  | { type: 'download'; name: string; bytes?: { done: number; total?: number } }
  | { type: 'notice'; notice: Notice }

export interface StartedArm {
  /** The model's REF, and the run that its answers go to. */
  model: string
  id: string
  dir: string
  /** Sample epochs in all, and those that an earlier session finished. */
  total: number
  done: number
}

/** What a user should know and nobody has to act on. */
export type Notice =
  /** Something about the runs that begin. */
  | { code: 'remark'; remark: Remark }
  /** A file of rows of the user's own was read as something else than plain UTF-8 with commas. */
  | { code: 'data-read'; file: string; reading: TableReading }
  | { code: 'demonstration'; suite: string; provenance: Wording }
  | { code: 'rate-limited'; model: string; ms: number; asked?: number }
  | { code: 'only-rate-limits'; model: string; ms: number }
  | { code: 'cache-unwritable'; message: string }
  | { code: 'disk-full'; message: string }
  | { code: 'disk-writable' }
  | { code: 'run-passed-over'; message: string }
  /** Two runs that are rated together differ in more than their model. */
  | { code: 'runs-differ'; message: string }
  /** The run's scores are not of its files as they are; they are drawn from them while they are read. `words` name it to a shell. */
  | { code: 'scores-redrawn'; run: string; changed: 'scores' | 'samples' | 'outputs' | 'judgments'; words: string }
  /** Its plug-in is of another version now, and there were no scores to be read. */
  | { code: 'scored-by-version'; run: string; benchmark: string; made: number; scored: number }
  /** Its scores were not drawn anew, since the plug-in is missing (`missing` says why) or of another version. */
  | { code: 'scores-kept'; run: string; missing: string }
  | { code: 'scores-kept'; run: string; benchmark: string; scored: number; now: number }
  /** It has no formula, and the plug-in that knows it is missing. */
  | { code: 'metric-left-out'; run: string; benchmark: string; metric: string; version: number }
  /** Its server says something else of it than before. */
  | { code: 'server-changed'; model: string; what: string; was: string; is: string }
  | BatchNotice

/**
 * Why a run ends before all is done.
 *
 * @example
 * const result = await evaluate({ suite: 'safety', stopping: AbortSignal.abort() })
 * const reason: StopReason | undefined = result.status === 'interrupted' ? result.reason : undefined
 * reason?.code // → 'interrupted'
 */
export type StopReason =
  | { code: 'interrupted' }
  /** `cause` is the commonest. */
  | { code: 'too-many-errors'; maxErrors: number; cause?: Cause }
  | { code: 'tokens-spent'; budget: number; spent: number }
  | { code: 'money-spent'; budget: number }
  /** A model that doesn't say what its answers take: no budget can be kept. */
  | { code: 'tokens-unknown'; model: string }
  /** Questions that were written to files and are not answered yet. */
  | { code: 'waiting'; questions: number }

/** How a session's work ended: `complete`, or stopped with a reason that a resume can follow. */
export type Ending = { status: 'complete' } | { status: 'interrupted'; reason: StopReason }
