import type { BatchLimits } from './spool.ts'

/** One batch as the provider should know it. */
export interface Submission {
  run: string
  seq: number
  path: string
  requests: number
  sha256: string
  /** When its journal entry was made, ISO 8601. */
  at: string
  /** The file of requests. */
  file: string
  /** Whether a custom id is one of its requests'. */
  holds(customId: string): Promise<boolean>
  /** Batches that the journal knows as others. */
  known: ReadonlySet<string>
  /** Told what the provider called the uploaded file; and what it was called, if an earlier process uploaded it. */
  onUploaded(file: string): Promise<void>
  uploaded?: string | undefined
  /** Awaited right before the provider may make the batch. */
  onCreating(): Promise<void>
  signal: AbortSignal
}

export type BatchStatus =
  | { state: 'working'; done: number }
  | { state: 'ended'; status: string; latencyMs: number; failure?: { code: string; message: string } }

/** A provider's batches. Failures are `ProviderError`s; calls are tried again by the caller. */
export interface BatchService {
  readonly limits: BatchLimits
  create(submission: Submission): Promise<string>
  /** The batch of a submission whose creation was not seen to its end; `undefined` where there is none. */
  find(submission: Submission): Promise<string | undefined>
  poll(batch: string, signal: AbortSignal): Promise<BatchStatus>
  /** All result lines, answers and errors. */
  results(batch: string, signal: AbortSignal): AsyncIterable<Record<string, unknown>>
}

/** A provider's clock and ours may differ by so much. */
export const CLOCK_SLACK_MS = 10 * 60_000
