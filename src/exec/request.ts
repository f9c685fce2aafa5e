import { setTimeout as sleep } from 'node:timers/promises'
import type { ReasoningTags } from '../core/answer/marks.ts'
import type { Completion } from '../core/completion.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Attempt } from '../core/outcome.ts'
import type { GenerateRequest, Model, Reply } from '../core/provider.ts'
import { ProviderError } from '../core/provider-error.ts'
import { providerFault } from '../core/provider-fault.ts'
import { checkedReply } from './checked-reply.ts'
import { type Hedge, hedged, hedgeLost } from './hedge.ts'
import type { Limiter, PaceSignal } from './limiter.ts'
import { LONGEST_WAIT_MS } from './longest-wait.ts'

export interface RetryPolicy {
  /** Requests for one answer, the first included. */
  attempts: number
  /** The first wait; it doubles, with full jitter. */
  baseMs: number
  maxMs: number
  /** `fail` counts a rate-limited sample as errored instead of waiting (a free tier that resets tomorrow). */
  onRateLimit: 'wait' | 'fail'
  /** How long a server that was there and is gone is waited for: its refusals don't count as attempts. */
  awayMs: number
  /** How often an empty reply is asked for again before it is taken for the answer: some servers give one by accident. */
  emptyTries: number
}

export const defaultRetry: RetryPolicy = {
  attempts: 6,
  baseMs: 500,
  maxMs: 60_000,
  onRateLimit: 'wait',
  awayMs: 600_000,
  emptyTries: 2,
}

/** Answers to the very same request, asked for by this run or another. What it gives is whole; what it is given is no failure. */
export interface AnswerCache {
  get(request: GenerateRequest): CachedAnswer | undefined
  put(request: GenerateRequest, completion: Completion): void
}

export interface CachedAnswer {
  completion: Completion
  /** The run that asked for it, where it is another than this one. */
  from?: string
}

/** Told when a connection is lost, and when an answer comes again: what answers then may be another model. */
export interface ConnectionWatch {
  lost(): void
  /** Resolves when it has been looked at who answers; at once where nothing was lost. */
  regained(signal: AbortSignal): Promise<void>
}

/** A model with its pace and its patience: what generation and judges ask. */
export interface Endpoint {
  model: Model
  limiter: Limiter
  retry: RetryPolicy
  cache?: AnswerCache
  hedge?: Hedge
  /** Between which the model thinks, besides the tags that are known. */
  reasoningTags?: readonly ReasoningTags[]
  watch?: ConnectionWatch
}

/** An answer, and whether it was asked for now or taken from the cache. */
export interface Answer {
  completion: Completion
  cached: boolean
  /** The other run that it was taken from. */
  from?: string
  /** Puts it into the cache, once it is known to be of use. Nothing for one that came from there. */
  keep(): void
}

/** Failures of a server that restarts or of a network that is down, not of a request. */
const away = new Set(['connection-refused', 'unreachable', 'unknown-host'])
/** Failures after which another process may be the one that answers: a server's own, or that of the proxy before it. */
const lostStatuses = new Set([502, 503, 504])
const lostCodes = new Set([...away, 'connection-reset', 'connection-error', 'incomplete-reply'])
/** Keeps the wait for such a server below `baseMs` · 2³. */
const AWAY_TRIES = 3

/** One answer and every request that was made for it. Fails with the last failure, its attempts filled in. */
export async function request(endpoint: Endpoint, wanted: GenerateRequest, attempts: Attempt[]): Promise<Answer> {
  const known = endpoint.cache?.get(wanted)
  if (known !== undefined) return { ...known, cached: true, keep: () => undefined }
  const { retry } = endpoint
  let awaySince: number | undefined
  let limited = 0
  let empty = 0
  for (let tries = 1; ; tries++) {
    try {
      const completion = await send(endpoint, wanted, attempts)
      await endpoint.watch?.regained(wanted.signal)
      if (isBlank(completion) && tries < retry.attempts && empty < retry.emptyTries) {
        empty++
        markEmpty(attempts, completion)
        await pause(waitMs(retry, empty), wanted.signal, endpoint.limiter.closed)
        continue
      }
      return { completion, cached: false, keep: () => keep(endpoint, wanted, completion) }
    } catch (error) {
      if (ProviderError.is(error) && isLoss(error)) endpoint.watch?.lost()
      if (!ProviderError.is(error) || error.action !== 'retry') throw error
      if (error.status === 429) {
        if (retry.onRateLimit === 'fail') throw error
        // To wait is what was asked for: a rate limit costs no try, however long it lasts.
        tries--
        await pause(waitMs(retry, ++limited, error.retryAfterMs), wanted.signal, endpoint.limiter.closed)
        continue
      }
      awaySince = away.has(error.code) ? (awaySince ?? performance.now()) : undefined
      if (awaySince !== undefined && performance.now() - awaySince < retry.awayMs) tries = Math.min(tries, AWAY_TRIES)
      else if (tries >= retry.attempts) throw error
      await pause(waitMs(retry, tries, error.retryAfterMs), wanted.signal, endpoint.limiter.closed)
    }
  }
}

/** Neither text nor thoughts, and no word on why. */
const isBlank = ({ text, reasoning, finishReason }: Completion): boolean =>
  finishReason === 'stop' && text.trim() === '' && !reasoning?.trim()

/** An answer, cut off by its limit or not: what was withheld or came empty may come another time. */
const isWhole = ({ text, finishReason }: Completion): boolean =>
  finishReason === 'length' || (finishReason !== 'content-filter' && finishReason !== 'other' && text.trim() !== '')

/** It was paid for, and is asked for again. */
function markEmpty(attempts: Attempt[], { usage }: Completion): void {
  const last = attempts.findLastIndex(({ error }) => error === undefined)
  const attempt = attempts[last]
  if (attempt !== undefined) attempts[last] = { ...attempt, error: 'empty-reply', usage }
}

const isLoss = ({ code, status }: ProviderError): boolean =>
  lostCodes.has(code) || (status !== undefined && lostStatuses.has(status))

function keep({ cache }: Endpoint, wanted: GenerateRequest, completion: Completion): void {
  if (isWhole(completion)) cache?.put(wanted, completion)
}

/** Between two tries; a run that stops doesn't wait for the next one. */
async function pause(ms: number, signal: AbortSignal, closed: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal: AbortSignal.any([signal, closed]) })
  } catch (error) {
    throw signal.aborted || !closed.aborted ? error : closed.reason
  }
}

/**
 * Full jitter (Brooker 2015, "Exponential Backoff And Jitter"): uniform in [0, base · 2^(tries − 1)], and not before the
 * server's own Retry-After.
 */
export function waitMs(policy: RetryPolicy, tries: number, retryAfterMs = 0): number {
  return (
    Math.min(retryAfterMs, LONGEST_WAIT_MS) + Math.random() * Math.min(policy.maxMs, policy.baseMs * 2 ** (tries - 1))
  )
}

const send = (endpoint: Endpoint, wanted: GenerateRequest, attempts: Attempt[]): Promise<Completion> =>
  endpoint.hedge === undefined
    ? once(endpoint, wanted, attempts)
    : hedged(endpoint.hedge, wanted, attempts, (...leg) => once(endpoint, ...leg))

async function once(
  { model, limiter }: Endpoint,
  wanted: GenerateRequest,
  attempts: Attempt[],
  onSent?: () => void,
): Promise<Completion> {
  await limiter.acquire(wanted.signal)
  onSent?.()
  const start = performance.now()
  let pace: PaceSignal = 'ok'
  let reply: Reply | undefined
  try {
    reply = checkedReply(await model.generate(wanted), model)
    const { dropped } = reply.completion
    attempts.push({ ...attemptOf(start, reply), ...(dropped && { dropped }) })
    if (reply.limits !== undefined) limiter.heed(reply.limits)
    return reply.completion
  } catch (thrown) {
    if (wanted.signal.reason === hedgeLost) attempts.push({ ...attemptOf(start, {}), error: 'hedge-lost' })
    if (wanted.signal.aborted) throw thrown
    const failure = ProviderError.is(thrown) ? thrown : unforeseen(thrown, model)
    const { code: error, usage = {} } = failure
    attempts.push({ ...attemptOf(start, failure), error, ...(Object.keys(usage).length > 0 && { usage }) })
    pace = paceOf(failure)
    if (failure.status === 429 && failure.retryAfterMs !== undefined) limiter.pause(failure.retryAfterMs)
    throw failure
  } finally {
    const usage = reply?.completion.usage
    limiter.release(pace, (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0))
  }
}

const attemptOf = (
  start: number,
  { status, requestId }: { status?: number | undefined; requestId?: string | undefined },
): Attempt => ({
  latencyMs: Math.round((performance.now() - start) * 10) / 10,
  ...(status !== undefined && { status }),
  ...(requestId !== undefined && { requestId }),
})

/** A provider's user error (a bad template, say) concerns every request: it stops the run. Anything else is a fault of its code. */
function unforeseen(thrown: unknown, model: Model): ProviderError {
  const error = XevalError.is(thrown) ? thrown : providerFault(thrown, model)
  return new ProviderError(error.code, messageOf(error), {
    action: 'stop',
    exitCode: error.exitCode,
    cause: error,
    ...(error.hint !== undefined && { hint: error.hint }),
    ...(error.location !== undefined && { location: error.location }),
  })
}

/** Failures of a server that has more to do than it can. */
const tooBusy = new Set(['timeout', 'idle-timeout', 'incomplete-reply'])

function paceOf({ status, action, code }: ProviderError): PaceSignal {
  if (status === 429) return 'rate-limited'
  return action === 'retry' && (tooBusy.has(code) || (status ?? 0) >= 500) ? 'overloaded' : 'ok'
}
