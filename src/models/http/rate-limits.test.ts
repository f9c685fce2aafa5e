import { expect, test } from 'vitest'
import { parseDelay, parseRateLimits, parseRetryAfter } from './rate-limits.ts'

const now = Date.parse('2026-01-01T00:00:00Z')

test('a delay is read as a duration, as seconds, as a Unix time or as a date', () => {
  expect(parseDelay('6m0s', now)).toBe(360_000)
  expect(parseDelay('1.5s', now)).toBe(1500)
  expect(parseDelay('20ms', now)).toBe(20)
  expect(parseDelay('1h2m', now)).toBe(3_720_000)
  expect(parseDelay('7', now)).toBe(7000)
  expect(parseDelay(String(now / 1000 + 9), now)).toBe(9000)
  expect(parseDelay(String(now + 9000), now)).toBe(9000)
  expect(parseDelay('2026-01-01T00:00:30Z', now)).toBe(30_000)
  expect(parseDelay('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000)
})

test('a delay in the past is none, and nonsense is unknown', () => {
  expect(parseDelay('2020-01-01T00:00:00Z', now)).toBe(0)
  expect(parseDelay('soon', now)).toBeUndefined()
  expect(parseDelay('5 parsecs', now)).toBeUndefined()
  expect(parseDelay(undefined, now)).toBeUndefined()
})

test('a date is meant by the clock of the server that sent it, whatever ours says', () => {
  const date = 'Mon, 23 Nov 2026 10:00:00 GMT'
  expect(parseRetryAfter({ date, 'retry-after': 'Mon, 23 Nov 2026 10:00:07 GMT' })).toBe(7000)
  const limits = parseRateLimits({
    date,
    'anthropic-ratelimit-requests-remaining': '0',
    'anthropic-ratelimit-requests-reset': '2026-11-23T10:00:30Z',
  })
  expect(limits).toEqual({ remainingRequests: 0, resetRequestsMs: 30_000 })
})

test('retry-after-ms goes before retry-after', () => {
  expect(parseRetryAfter({ 'retry-after-ms': '250', 'retry-after': '9' }, now)).toBe(250)
  expect(parseRetryAfter({ 'retry-after': '9' }, now)).toBe(9000)
  expect(parseRetryAfter({}, now)).toBeUndefined()
})

test('both families of rate-limit headers are read', () => {
  const openai = {
    'x-ratelimit-remaining-requests': '59',
    'x-ratelimit-remaining-tokens': '149984',
    'x-ratelimit-reset-requests': '1s',
    'x-ratelimit-reset-tokens': '6m0s',
  }
  expect(parseRateLimits(openai, now)).toEqual({
    remainingRequests: 59,
    remainingTokens: 149_984,
    resetRequestsMs: 1000,
    resetTokensMs: 360_000,
  })
  const anthropic = {
    'anthropic-ratelimit-requests-remaining': '3',
    'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:02Z',
    'anthropic-ratelimit-tokens-remaining': '8000',
  }
  expect(parseRateLimits(anthropic, now)).toEqual({
    remainingRequests: 3,
    remainingTokens: 8000,
    resetRequestsMs: 2000,
  })
  expect(parseRateLimits({ 'content-type': 'application/json' }, now)).toBeUndefined()
})
