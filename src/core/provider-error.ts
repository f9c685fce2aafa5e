import type { Usage } from './completion.ts'
import { type ErrorDetails, ExitCode, XevalError } from './errors.ts'

/** What the engine does about a failed request: try again, count the sample as errored, or stop the run. */
export type FailureAction = 'retry' | 'give-up' | 'stop'

export interface ProviderFailure extends ErrorDetails {
  action: FailureAction
  /** HTTP status, where there was one. */
  status?: number
  requestId?: string
  /** What the server asked for by Retry-After or a reset header, in milliseconds. */
  retryAfterMs?: number
  /** Of a reply that is no answer and was paid for all the same. */
  usage?: Usage
}

/**
 * A request to a model that failed. Retries are the engine's; a provider only says what kind of failure it was.
 *
 * @example
 * const error = new ProviderError('http-503', 'the server is busy', { action: 'retry', status: 503 })
 * ProviderError.is(error) && error.action // → 'retry'
 */
export class ProviderError extends XevalError {
  readonly action: FailureAction
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined
  readonly usage: Usage | undefined

  constructor(code: string, message: string, failure: ProviderFailure) {
    super(code, message, { exitCode: ExitCode.tooManyErrors, ...failure })
    this.action = failure.action
    this.status = failure.status
    this.requestId = failure.requestId
    this.retryAfterMs = failure.retryAfterMs
    this.usage = failure.usage
  }

  static override is(value: unknown): value is ProviderError {
    return XevalError.is(value) && 'action' in value
  }
}
