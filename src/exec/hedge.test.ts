import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Meter } from '../analysis/meter.ts'
import type { Completion } from '../core/completion.ts'
import type { Attempt } from '../core/outcome.ts'
import type { GenerateRequest } from '../core/provider.ts'
import { toyManifest } from '../testing/index.ts'
import { makeHedge, hedged as startHedged } from './hedge.ts'

beforeAll(() => void vi.useFakeTimers())
afterAll(() => void vi.useRealTimers())

/** Asks, and lets ten seconds pass on a clock that is set by hand: a busy machine changes nothing. */
function hedged(...asked: Parameters<typeof startHedged>): ReturnType<typeof startHedged> {
  const made = startHedged(...asked)
  return Promise.allSettled([made, vi.advanceTimersByTimeAsync(10_000)]).then(() => made)
}

/** Rejects at once when the signal aborts. */
const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => reject(signal.reason))
  })

const usage = { inputTokens: 10, outputTokens: 5 }
const answer = (text: string, latencyMs = 1): Completion => ({
  text,
  finishReason: 'stop',
  usage,
  servedModel: 'm',
  latencyMs,
})
const request = (signal = new AbortController().signal): GenerateRequest => ({
  messages: [],
  params: {},
  work: { benchmark: 'toy', sampleId: 'a', epoch: 1 },
  signal,
})

/** Sends legs that end as told: after so many milliseconds, with an answer or a failure; deaf ones don't hear of an abort. */
function sending(...plans: { ms: number; ends: Completion | Error; deaf?: boolean }[]) {
  let sent = 0
  return async ({ signal }: GenerateRequest, attempts: Attempt[], onSent: () => void): Promise<Completion> => {
    const plan = plans[sent++]
    if (plan === undefined) throw new Error('sent more often than planned')
    onSent()
    await sleep(plan.ms, plan.deaf ? undefined : signal).catch(() => {
      attempts.push({ latencyMs: plan.ms, error: 'hedge-lost' })
      throw signal.reason
    })
    attempts.push({ latencyMs: plan.ms, ...(plan.ends instanceof Error && { error: plan.ends.message }) })
    if (plan.ends instanceof Error) throw plan.ends
    return plan.ends
  }
}

test('a quick answer is sent for once', async () => {
  const attempts: Attempt[] = []
  const made = await hedged(makeHedge(200), request(), attempts, sending({ ms: 1, ends: answer('quick') }))
  expect(made.text).toBe('quick')
  expect(attempts).toEqual([{ latencyMs: 1 }])
})

test('of a slow answer and its hedge the first one counts, and the other is given up and on record', async () => {
  const attempts: Attempt[] = []
  const send = sending({ ms: 5000, ends: answer('slow') }, { ms: 1, ends: answer('hedge') })
  expect((await hedged(makeHedge(20), request(), attempts, send)).text).toBe('hedge')
  expect(attempts).toEqual([{ latencyMs: 5000, error: 'hedge-lost' }, { latencyMs: 1 }])
})

test('an answer that comes second is on record with its tokens, and is paid for', async () => {
  const attempts: Attempt[] = []
  const send = sending({ ms: 60, ends: answer('slow'), deaf: true }, { ms: 1, ends: answer('hedge') })
  const value = await hedged(makeHedge(20), request(), attempts, send)
  expect(attempts).toEqual([{ latencyMs: 60, error: 'hedge-lost', usage }, { latencyMs: 1 }])
  const prices = { date: '2026-01-01', models: { [toyManifest(1).model.ref]: { input: 1e6, output: 0 } } }
  const meter = new Meter({ ...toyManifest(1), prices })
  meter.output({ ...request().work, outcome: { ok: true, value }, attempts })
  expect(meter).toMatchObject({ tokens: 30, usd: 20 })
})

test('a failure waits for the answer that is still to come; two failures are the first one', async () => {
  const failing = (ms: number, text: string) => ({ ms, ends: new Error(text) })
  const first = sending(failing(40, 'first'), { ms: 60, ends: answer('hedge') })
  expect((await hedged(makeHedge(10), request(), [], first)).text).toBe('hedge')
  const both = sending(failing(40, 'first'), failing(60, 'second'))
  await expect(hedged(makeHedge(10), request(), [], both)).rejects.toThrow('first')
  // Before the hedge went out there is nothing to wait for.
  const attempts: Attempt[] = []
  await expect(hedged(makeHedge(5000), request(), attempts, sending(failing(1, 'alone')))).rejects.toThrow('alone')
  expect(attempts).toEqual([{ latencyMs: 1, error: 'alone' }])
})

test('the end of the run ends both', async () => {
  const run = new AbortController()
  const send = sending({ ms: 5000, ends: answer('slow') }, { ms: 5000, ends: answer('hedge') })
  const made = hedged(makeHedge(5), request(run.signal), [], send)
  setTimeout(() => run.abort(new Error('interrupted')), 30)
  await expect(made).rejects.toThrow('interrupted')
})

test('p95 says nothing of less than twenty answers, and then the latency that 95 of 100 kept', () => {
  const hedge = makeHedge('p95')
  for (let ms = 1; ms <= 19; ms++) hedge.note(ms)
  expect(hedge.delayMs()).toBeUndefined()
  for (let ms = 20; ms <= 100; ms++) hedge.note(ms)
  expect(hedge.delayMs()).toBe(95)
  // Old answers are forgotten.
  for (let i = 0; i < 400; i++) hedge.note(7)
  expect(hedge.delayMs()).toBe(7)
})
