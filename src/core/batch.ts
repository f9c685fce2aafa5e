/** What one batch may hold. */
export interface BatchLimits {
  requests: number
  bytes: number
}

/**
 * One batch as the provider should know it.
 *
 * @example
 * const isWhole = ({ sha256: digest }: BatchSubmission, text: string): boolean => digest === sha256(text)
 * isWhole.length // → 2
 */
export interface BatchSubmission {
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

/**
 * How far a batch is. `latencyMs` is from its making to its end.
 *
 * @example
 * const status: BatchStatus = { state: 'ended', status: 'completed', latencyMs: 60_000 }
 * status.state // → 'ended'
 */
export type BatchStatus =
  | { state: 'working'; done: number }
  | { state: 'ended'; status: string; latencyMs: number; failure?: { code: string; message: string } }

/**
 * A provider's batches. Failures are `ProviderError`s; calls are tried again by the caller.
 *
 * @example
 * const service: BatchService = {
 *   limits: { requests: 100, bytes: 1_000_000 },
 *   create: async ({ seq }) => `batch-${seq}`,
 *   find: async () => undefined,
 *   poll: async () => ({ state: 'ended', status: 'completed', latencyMs: 0 }),
 *   async *results() {},
 * }
 * await service.poll('batch-1', new AbortController().signal) // → { state: 'ended', status: 'completed', latencyMs: 0 }
 */
export interface BatchService {
  readonly limits: BatchLimits
  create(submission: BatchSubmission): Promise<string>
  /** The batch of a submission whose creation was not seen to its end; `undefined` where there is none. */
  find(submission: BatchSubmission): Promise<string | undefined>
  poll(batch: string, signal: AbortSignal): Promise<BatchStatus>
  /** All result lines, answers and errors. */
  results(batch: string, signal: AbortSignal): AsyncIterable<Record<string, unknown>>
}

/** A provider's clock and ours may differ by so much. */
export const CLOCK_SLACK_MS = 10 * 60_000
