import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Limiter, makeLimiter } from './limiter.ts'
import { defaultRetry, waitMs } from './request.ts'
import { makeBucket } from './token-bucket.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const { signal } = new AbortController()

/** Asks for `n` slots at once and notes when each is given, in milliseconds from now. */
function ask(limiter: Limiter, n: number): number[] {
  const start = performance.now()
  const given: number[] = []
  for (let i = 0; i < n; i++) void limiter.acquire(signal).then(() => given.push(performance.now() - start))
  return given
}

const settle = () => vi.advanceTimersByTimeAsync(0)

test('a fixed concurrency is never exceeded, and slots go in the order in which they were asked for', async () => {
  const limiter = makeLimiter({ concurrency: 2 })
  const order: number[] = []
  for (let i = 0; i < 5; i++) void limiter.acquire(signal).then(() => order.push(i))
  await settle()
  expect([order, limiter.inFlight]).toEqual([[0, 1], 2])
  limiter.release('ok')
  limiter.release('rate-limited')
  await settle()
  expect([order, limiter.inFlight]).toEqual([[0, 1, 2, 3], 2])
})

test('auto doubles a window at first, halves on a 429, then grows by one a window', async () => {
  const limiter = makeLimiter({ concurrency: 'auto', max: 100 })
  const run = async (times: number, how: 'ok' | 'rate-limited' | 'overloaded') => {
    for (let i = 0; i < times; i++) {
      await limiter.acquire(signal)
      limiter.release(how)
    }
  }
  await run(20, 'ok')
  expect(limiter.limit).toBe(40)
  await run(3, 'rate-limited')
  expect(limiter.limit).toBe(20)
  await run(20, 'ok')
  expect(limiter.limit).toBe(21)
  await run(19, 'ok')
  expect(limiter.limit).toBe(21)
})

test('an overloaded server is spared less than one that limits the rate, and once a second', async () => {
  const limiter = makeLimiter({ concurrency: 'auto' })
  for (let second = 0; second < 2; second++) {
    for (let i = 0; i < 5; i++) {
      await limiter.acquire(signal)
      limiter.release('overloaded')
    }
    await vi.advanceTimersByTimeAsync(1000)
  }
  expect(limiter.limit).toBe(Math.floor(Math.floor(20 * 0.8) * 0.8))
})

test('nothing goes out during a pause, and everything after it', async () => {
  const limiter = makeLimiter({ concurrency: 10 })
  limiter.pause(700)
  const given = ask(limiter, 3)
  await vi.advanceTimersByTimeAsync(699)
  expect(given).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(given).toHaveLength(3)
})

test('a longer pause that comes meanwhile counts', async () => {
  const limiter = makeLimiter({ concurrency: 10 })
  limiter.pause(100)
  const given = ask(limiter, 1)
  limiter.pause(5000)
  await vi.advanceTimersByTimeAsync(4999)
  expect(given).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(given).toEqual([5000])
})

test('a window with nothing left is waited out until its reset; one with something left is not', async () => {
  const limiter = makeLimiter({ concurrency: 10 })
  limiter.heed({ remainingRequests: 1, resetRequestsMs: 9000 })
  expect(await Promise.race([limiter.acquire(signal).then(() => 'went'), settle().then(() => 'waits')])).toBe('went')
  limiter.heed({ remainingTokens: 0, resetTokensMs: 2500 })
  const given = ask(limiter, 1)
  await vi.advanceTimersByTimeAsync(2500)
  expect(given).toEqual([2500])
})

test('--rpm lets that many out in every minute after the first second’s worth', async () => {
  const limiter = makeLimiter({ concurrency: 1000, rpm: 120 })
  const given = ask(limiter, 300)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(given.length).toBeGreaterThanOrEqual(120)
  expect(given.length).toBeLessThanOrEqual(122)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(given.length).toBeLessThanOrEqual(242)
})

test('--tpm waits until the tokens of a reply are paid off', async () => {
  const limiter = makeLimiter({ concurrency: 10, tpm: 6000 })
  await limiter.acquire(signal)
  limiter.release('ok', 1100)
  const given = ask(limiter, 1)
  await vi.advanceTimersByTimeAsync(9900)
  expect(given).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  expect(given).toHaveLength(1)
})

test('nothing but rate limits is told after a quarter of a minute, then ever more seldom, until there is an answer', async () => {
  const told: number[] = []
  const limiter = makeLimiter({ concurrency: 5, onStuck: ms => told.push(ms / 1000) })
  const after = async (seconds: number, how: 'ok' | 'rate-limited') => {
    await vi.advanceTimersByTimeAsync(seconds * 1000)
    await limiter.acquire(signal)
    limiter.release(how)
  }
  await after(0, 'rate-limited')
  for (let i = 0; i < 25; i++) await after(10, 'rate-limited')
  expect(told).toEqual([20, 30, 60, 120, 240])
  await after(10, 'ok')
  for (let i = 0; i < 2; i++) await after(10, 'rate-limited')
  expect(told).toHaveLength(5)
  await after(10, 'rate-limited')
  expect(told).toEqual([20, 30, 60, 120, 240, 20])
})

test('a pause is told when it begins, not by every answer that asks for it', () => {
  const told: number[] = []
  const limiter = makeLimiter({ concurrency: 5, onPause: ms => told.push(ms) })
  for (let i = 0; i < 10; i++) limiter.pause(7000)
  limiter.pause(60_000)
  expect(told).toEqual([7000, 60_000])
})

test.each([2 ** 31, 30 * 86_400_000, Number.MAX_VALUE, Number.POSITIVE_INFINITY])(
  'a pause of %d ms, which no timer holds, is one of a day and told as such; nothing goes out, and nothing spins',
  async asked => {
    const told: number[][] = []
    const limiter = makeLimiter({ concurrency: 5, onPause: (...ms) => told.push(ms) })
    limiter.pause(asked)
    expect(told).toEqual([[86_400_000, asked]])
    let went = false
    const waiting = limiter.acquire(signal).then(
      () => {
        went = true
      },
      () => undefined,
    )
    // A timer that overflows fires at once, again and again.
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(86_000_000)
    expect([went, vi.getTimerCount()]).toEqual([false, 1])
    limiter.close(new Error('stopped'))
    await waiting
    expect(waitMs(defaultRetry, 1, asked)).toBeLessThan(86_401_000)
  },
)

test('whoever waits when the run is stopped hears of it, and holds no slot', async () => {
  const limiter = makeLimiter({ concurrency: 1 })
  const run = new AbortController()
  await limiter.acquire(run.signal)
  const second = limiter.acquire(run.signal)
  const other = limiter.acquire(signal)
  run.abort(new Error('stopped'))
  await expect(second).rejects.toThrow('stopped')
  limiter.release('ok')
  await other
  expect(limiter.inFlight).toBe(1)
  await expect(limiter.acquire(run.signal)).rejects.toThrow('stopped')
})

test('a bucket refills evenly, holds a second’s worth, and pays off what was taken too much', () => {
  const bucket = makeBucket(600)
  bucket.take(10, 0)
  expect(bucket.waitMs(0)).toBe(100)
  expect(bucket.waitMs(100)).toBe(0)
  bucket.take(1, 60_000)
  expect(bucket.waitMs(60_000)).toBe(0)
  bucket.take(29, 60_000)
  expect(bucket.waitMs(60_000)).toBe(2100)
})
