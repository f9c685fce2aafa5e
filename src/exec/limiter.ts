import type { RateLimits } from '../core/provider.ts'
import { LONGEST_WAIT_MS } from './longest-wait.ts'
import { makeBucket } from './token-bucket.ts'

/** How a request ended, as far as the pace is concerned. */
export type PaceSignal = 'ok' | 'rate-limited' | 'overloaded'

export interface LimiterOptions {
  /** Requests in flight; `auto` starts at 20 and adapts between 1 and `max`. */
  concurrency: number | 'auto'
  /** @default 200 */
  max?: number
  /** Requests a minute. */
  rpm?: number
  /** Tokens a minute, input and output. */
  tpm?: number
  /** Told when a server makes everybody wait, or longer than it said before; `asked` is more where it wants more than a day. */
  onPause?(ms: number, asked: number): void
  /** Told when nothing but rate limits has come for a quarter of a minute, for a half, for one, two … */
  onStuck?(ms: number): void
}

/** Decides when the next request to one endpoint and model may go out. First come, first served. */
export interface Limiter {
  readonly limit: number
  readonly inFlight: number
  acquire(signal: AbortSignal): Promise<void>
  release(signal: PaceSignal, tokens?: number): void
  /** Nothing goes out for so long: a Retry-After, or a window with nothing left in it. */
  pause(ms: number): void
  /** Nothing goes out any more: whoever waits, now or later, gets `reason`. What is in flight isn't touched. */
  close(reason: unknown): void
  readonly closed: AbortSignal
  /** Waits where the server's own headers say that its window is used up. */
  heed(limits: RateLimits): void
}

const START = 20
const STUCK_MS = 15_000

interface Waiting {
  go(): void
  stop(reason: unknown): void
  signal: AbortSignal
}

/**
 * Additive increase, multiplicative decrease (Chiu and Jain 1989): one more slot a window of `limit` good answers, after
 * a start that doubles a window (Jacobson 1988); on a 429 times 0.5, on an overloaded or timed-out server times 0.8, since
 * such a server queues and answers late rather than never; at most one decrease a second.
 */
export function makeLimiter(options: LimiterOptions): Limiter {
  const max = options.concurrency === 'auto' ? (options.max ?? 200) : options.concurrency
  let limit = options.concurrency === 'auto' ? Math.min(START, max) : max
  let inFlight = 0
  let good = 0
  let starting = true
  let decreasedAt = -Infinity
  let pausedUntil = 0
  let limitedSince: number | undefined
  let stuckMs = STUCK_MS
  let timer: NodeJS.Timeout | undefined
  const closing = new AbortController()
  const waiting = new Set<Waiting>()
  const watched = new WeakSet<AbortSignal>()
  const requests = makeBucket(options.rpm)
  const tokens = makeBucket(options.tpm)

  const waitMs = (now: number): number => Math.max(pausedUntil - now, requests.waitMs(now), tokens.waitMs(now))

  const enter = (now: number): void => {
    requests.take(1, now)
    inFlight++
  }

  const pump = (): void => {
    while (waiting.size > 0 && inFlight < limit) {
      const now = performance.now()
      const wait = waitMs(now)
      if (wait > 0) {
        if (timer === undefined) {
          timer = setTimeout(
            () => {
              timer = undefined
              pump()
            },
            Math.min(wait, LONGEST_WAIT_MS),
          )
        }
        return
      }
      for (const next of waiting) {
        waiting.delete(next)
        enter(now)
        next.go()
        break
      }
    }
  }

  // One listener a signal, not one a request: thousands of requests share the run's own.
  const watch = (signal: AbortSignal): void => {
    if (watched.has(signal)) return
    watched.add(signal)
    const stopAll = (): void => {
      for (const one of waiting) {
        if (one.signal !== signal) continue
        waiting.delete(one)
        one.stop(signal.reason)
      }
    }
    signal.addEventListener('abort', stopAll, { once: true })
  }

  const adapt = (signal: PaceSignal): void => {
    if (options.concurrency !== 'auto') return
    if (signal === 'ok') {
      good++
      if (good < limit && !starting) return
      good = 0
      limit = Math.min(max, limit + 1)
      return
    }
    good = 0
    starting = false
    const now = performance.now()
    if (now - decreasedAt < 1000) return
    decreasedAt = now
    limit = Math.max(1, Math.floor(limit * (signal === 'rate-limited' ? 0.5 : 0.8)))
  }

  const watchLimits = (signal: PaceSignal): void => {
    if (signal !== 'rate-limited') {
      limitedSince = undefined
      return
    }
    const now = performance.now()
    if (limitedSince === undefined) [limitedSince, stuckMs] = [now, STUCK_MS]
    if (now - limitedSince < stuckMs) return
    options.onStuck?.(now - limitedSince)
    stuckMs *= 2
  }

  const pause = (asked: number): void => {
    const ms = Math.min(asked, LONGEST_WAIT_MS)
    const until = performance.now() + ms
    if (until > pausedUntil + 1000) options.onPause?.(ms, asked)
    pausedUntil = Math.max(pausedUntil, until)
  }

  return {
    get limit() {
      return limit
    },
    get inFlight() {
      return inFlight
    },
    pause,
    close(reason) {
      closing.abort(reason)
      for (const { stop } of waiting) stop(reason)
      waiting.clear()
    },
    closed: closing.signal,
    async acquire(signal) {
      signal.throwIfAborted()
      closing.signal.throwIfAborted()
      const now = performance.now()
      if (waiting.size === 0 && inFlight < limit && waitMs(now) <= 0) return enter(now)
      watch(signal)
      await new Promise<void>((go, stop) => {
        waiting.add({ go, stop, signal })
        pump()
      })
    },
    release(signal, used = 0) {
      inFlight--
      tokens.take(used, performance.now())
      watchLimits(signal)
      adapt(signal)
      pump()
    },
    heed({ remainingRequests, resetRequestsMs, remainingTokens, resetTokensMs }) {
      if (remainingRequests === 0 && resetRequestsMs !== undefined) pause(resetRequestsMs)
      if (remainingTokens === 0 && resetTokensMs !== undefined) pause(resetTokensMs)
    },
  }
}
