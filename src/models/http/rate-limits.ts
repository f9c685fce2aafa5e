import type { IncomingHttpHeaders } from 'node:http'
import type { RateLimits } from '../../core/provider.ts'

/** What the server allows, from `x-ratelimit-*` or `anthropic-ratelimit-*`; undefined where it says nothing. */
export function parseRateLimits(headers: IncomingHttpHeaders, now = timeOf(headers)): RateLimits | undefined {
  const family = 'x-ratelimit-remaining-requests' in headers || 'x-ratelimit-remaining-tokens' in headers
  const read = family
    ? (what: string, of: string) => headers[`x-ratelimit-${what}-${of}`]
    : (what: string, of: string) => headers[`anthropic-ratelimit-${of}-${what}`]
  if (!family && !('anthropic-ratelimit-requests-remaining' in headers)) return undefined
  const remainingRequests = toCount(read('remaining', 'requests'))
  const remainingTokens = toCount(read('remaining', 'tokens'))
  const resetRequestsMs = parseDelay(read('reset', 'requests'), now)
  const resetTokensMs = parseDelay(read('reset', 'tokens'), now)
  return {
    ...(remainingRequests !== undefined && { remainingRequests }),
    ...(remainingTokens !== undefined && { remainingTokens }),
    ...(resetRequestsMs !== undefined && { resetRequestsMs }),
    ...(resetTokensMs !== undefined && { resetTokensMs }),
  }
}

/** How long the server asks to wait, in milliseconds: `retry-after-ms`, or `retry-after` as seconds or a date. */
export function parseRetryAfter(headers: IncomingHttpHeaders, now = timeOf(headers)): number | undefined {
  const milliseconds = Number(headers['retry-after-ms'] ?? Number.NaN)
  if (milliseconds >= 0) return milliseconds
  return parseDelay(headers['retry-after'], now)
}

/** The server's own clock, where it tells: a date is meant by that one, and ours may be wrong or have been set back. */
function timeOf({ date }: IncomingHttpHeaders): number {
  const told = Date.parse(date ?? '')
  return Number.isNaN(told) ? Date.now() : told
}

/** `1m30.5s`, `20ms`, `7` (seconds), `1767225600` (a Unix time), or a date; undefined for anything else. */
export function parseDelay(value: string | string[] | undefined, now: number): number | undefined {
  const text = String(value ?? '').trim()
  if (text === '') return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return delayOfNumber(Number(text), now)
  const parts = Array.from(text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
  if (parts.length > 0 && parts.map(([part]) => part).join('') === text)
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0)
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** A number past a year of seconds can only be a Unix time, in seconds or milliseconds. */
function delayOfNumber(value: number, now: number): number {
  if (value < 31_536_000) return value * 1000
  return Math.max(0, (value > 1e11 ? value : value * 1000) - now)
}

const toCount = (value: string | string[] | undefined): number | undefined =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
