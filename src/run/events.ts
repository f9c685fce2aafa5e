import type { BatchNotice } from '../batch/notice.ts'
import type { Cause } from '../core/cause.ts'
import type { JudgmentRecord, OutputRecord } from '../core/records.ts'
import type { Remark } from '../core/remark.ts'
import type { Wording } from '../core/wording.ts'
import type { Ending } from './execute.ts'

/** What happens while the application works, for whoever shows it. Words are the listener's. */
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
  | { code: 'demonstration'; suite: string; provenance: Wording }
  | { code: 'rate-limited'; model: string; ms: number }
  | { code: 'only-rate-limits'; model: string; ms: number }
  | { code: 'cache-unwritable'; message: string }
  | { code: 'disk-full'; message: string }
  | { code: 'disk-writable' }
  | { code: 'run-passed-over'; message: string }
  /** Its server says something else of it than before. */
  | { code: 'server-changed'; model: string; what: string; was: string; is: string }
  | BatchNotice

/** Why a run ends before all is done. */
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
