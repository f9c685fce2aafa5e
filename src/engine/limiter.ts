import type { RateLimits } from '../core/provider.ts'

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
}

/** Decides when the next request to one endpoint and model may go out. */
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

/**
 * Additive increase, multiplicative decrease (Chiu and Jain 1989): one more slot a window of `limit` good answers; on a
 * 429 times 0.5, on an overloaded or timed-out local server times 0.8; at most one decrease a window.
 */
export function makeLimiter(options: LimiterOptions): Limiter {
  const max = options.concurrency === 'auto' ? (options.max ?? 200) : options.concurrency
  let limit = options.concurrency === 'auto' ? Math.min(START, max) : max
  let inFlight = 0
  let good = 0
  let decreasedAt = -Infinity
  let pausedUntil = 0
  let timer: NodeJS.Timeout | undefined
  const closing = new AbortController()
  const waiting: { go(): void; drop(reason: unknown): void; signal: AbortSignal }[] = []
  const requests = makeBucket(options.rpm)
  const tokens = makeBucket(options.tpm)

  const pump = (): void => {
    while (waiting.length > 0 && inFlight < limit) {
      const now = performance.now()
      const wait = Math.max(pausedUntil - now, requests.waitMs(now), tokens.waitMs(now))
      if (wait > 0) {
        if (timer === undefined)
          timer = setTimeout(() => {
            timer = undefined
            pump()
          }, wait)
        return
      }
      const next = waiting.shift()
      if (next === undefined || next.signal.aborted) continue
      requests.take(1, now)
      inFlight++
      next.go()
    }
  }

  const adapt = (signal: PaceSignal): void => {
    if (options.concurrency !== 'auto') return
    if (signal === 'ok') {
      good++
      if (good < limit) return
      good = 0
      limit = Math.min(max, limit + 1)
      return
    }
    good = 0
    const now = performance.now()
    if (now - decreasedAt < 1000) return
    decreasedAt = now
    limit = Math.max(1, Math.floor(limit * (signal === 'rate-limited' ? 0.5 : 0.8)))
  }

  const pause = (ms: number): void => {
    pausedUntil = Math.max(pausedUntil, performance.now() + ms)
  }

  return {
    get limit() {
      return limit
    },
    get inFlight() {
      return inFlight
    },
    pause,
    close: reason => {
      closing.abort(reason)
      for (const { drop } of waiting.splice(0)) drop(reason)
    },
    closed: closing.signal,
    acquire: signal =>
      new Promise((resolve, reject) => {
        const stop = (): void => reject(signal.reason)
        if (closing.signal.aborted) return reject(closing.signal.reason)
        if (signal.aborted) return stop()
        signal.addEventListener('abort', stop, { once: true })
        const go = (): void => {
          signal.removeEventListener('abort', stop)
          resolve()
        }
        const drop = (reason: unknown): void => {
          signal.removeEventListener('abort', stop)
          reject(reason)
        }
        waiting.push({ go, drop, signal })
        pump()
      }),
    release(signal, used = 0) {
      inFlight--
      tokens.take(used, performance.now())
      adapt(signal)
      pump()
    },
    heed({ remainingRequests, resetRequestsMs, remainingTokens, resetTokensMs }) {
      if (remainingRequests === 0 && resetRequestsMs !== undefined) pause(resetRequestsMs)
      if (remainingTokens === 0 && resetTokensMs !== undefined) pause(resetTokensMs)
    },
  }
}

/** A token bucket that refills evenly; it may go below zero, since a reply's tokens are known only afterwards. */
function makeBucket(perMinute: number | undefined) {
  if (perMinute === undefined) return { waitMs: () => 0, take: () => undefined }
  const perMs = perMinute / 60_000
  const capacity = Math.max(1, perMinute / 60)
  let level = capacity
  let at = performance.now()
  const refill = (now: number): void => {
    level = Math.min(capacity, level + (now - at) * perMs)
    at = now
  }
  return {
    waitMs(now: number): number {
      refill(now)
      return level >= 1 ? 0 : Math.ceil((1 - level) / perMs)
    },
    take(amount: number, now: number): void {
      refill(now)
      level -= amount
    },
  }
}
