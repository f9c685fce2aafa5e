import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawnRun } from '../analysis/scored-run.ts'
import { summariseRun } from '../analysis/summarise-run.ts'
import type { Judge } from '../core/judge.ts'
import type { Model } from '../core/provider.ts'
import { ProviderError } from '../core/provider-error.ts'
import type { RunStore } from '../core/run-store.ts'
import { openRun } from '../store/run/open-run.ts'
import { askingJudge, mockModel, toyBenchmark, toyManifest, toySamples, wordJudge } from '../testing/index.ts'
import { makeLimiter } from './limiter.ts'
import { runPipeline } from './pipeline.ts'
import type { Endpoint } from './request.ts'

const N = 40
const benchmarks = new Map([['toy', toyBenchmark]])
const quick = { attempts: 4, baseMs: 1, maxMs: 2, onRateLimit: 'wait', awayMs: 0, emptyTries: 2 } as const

const endpoint = (model: Model, concurrency: number | 'auto' = 8): Endpoint => ({
  model,
  limiter: makeLimiter({ concurrency }),
  retry: quick,
})

async function newRun(n = N): Promise<RunStore> {
  const store = await openRun(await mkdtemp(join(tmpdir(), 'xeval-run-')), { create: toyManifest(n) })
  for (const sample of toySamples(n)) await store.putSample({ ...sample, benchmark: 'toy' })
  return store
}

interface Setup {
  judge?: Judge
  judgeModel?: Model
  stopping?: AbortSignal
  epochs?: number
}

const work = (stores: readonly RunStore[], models: readonly Model[], setup: Setup = {}): Promise<void> =>
  runPipeline({
    tasks: new Map([
      [
        'toy',
        {
          benchmark: toyBenchmark,
          judge: {
            judge: setup.judge ?? wordJudge,
            templates: {},
            options: { api: 'chat', upstreamParsing: false },
            ...(setup.judgeModel && { endpoint: endpoint(setup.judgeModel) }),
          },
        },
      ],
    ]),
    arms: stores.map((store, i) => ({
      store,
      endpoint: endpoint(models[i] ?? models[0] ?? mockModel(() => '')),
      settings: { params: { temperature: 0 }, seed: 7, epochs: setup.epochs ?? 1 },
    })),
    window: 16,
    stopping: setup.stopping ?? new AbortController().signal,
    signal: new AbortController().signal,
  })

const resultOf = async (store: RunStore) => (await summariseRun(drawnRun(store, benchmarks))).benchmarks[0]

test('every sample is answered, judged and scored once', async () => {
  const store = await newRun()
  const model = mockModel(({ messages }) => (messages[0]?.content.includes('1') ? 'bad' : 'good'))
  await work([store], [model])
  expect(model.calls).toHaveLength(N)
  const result = await resultOf(store)
  expect(result).toMatchObject({ n: N, scored: N, errored: 0, unscored: 0, failures: {} })
  expect(result?.metrics[0]).toMatchObject({ name: 'good_rate', value: 27 / 40, n: N })
})

test('a failure is counted and never scored, whichever stage it came from', async () => {
  const store = await newRun()
  const answers: Record<string, () => string | Error | { text: string; finishReason: 'length' | 'content-filter' }> = {
    'Question 0?': () => '  ',
    'Question 1?': () => ({ text: 'good so f', finishReason: 'length' }),
    'Question 2?': () => 'maybe',
    'Question 3?': () => new ProviderError('http-400', 'refused', { action: 'give-up', status: 400 }),
    'Question 4?': () => ({ text: '', finishReason: 'content-filter' }),
    'Question 5?': () => ({ text: 'good, but cut by a filter', finishReason: 'content-filter' }),
  }
  await work([store], [mockModel(({ messages }) => answers[messages[0]?.content ?? '']?.() ?? 'good')])
  const result = await resultOf(store)
  expect(result).toMatchObject({ n: N, scored: N - 6, errored: 1, unscored: 5 })
  expect(result?.failures).toEqual({
    'empty-answer': 1,
    'truncated-answer': 1,
    'unparsable-judgment': 1,
    'http-400': 1,
    'content-filter': 2,
  })
  expect(result?.metrics[0]).toMatchObject({ value: 1, bounds: [(N - 6) / N, 1] })
})

test('a failed, empty, cut-off or withheld answer is shown to no judge', async () => {
  const store = await newRun(5)
  const answers = [
    new ProviderError('context-overflow', 'the prompt is too long', { action: 'give-up', status: 400 }),
    '',
    { text: 'good so f', finishReason: 'length' as const },
    { text: '', finishReason: 'content-filter' as const },
    'an answer',
  ]
  const model = mockModel(({ messages }) => answers[Number(/\d/.exec(messages[0]?.content ?? '')?.[0])] ?? '')
  const judgeModel = mockModel(() => 'good')
  await work([store], [model], { judge: askingJudge, judgeModel })
  expect(judgeModel.calls.map(({ messages }) => messages[0]?.content)).toEqual(['Judge: an answer'])
  expect(await resultOf(store)).toMatchObject({ scored: 1, errored: 1, unscored: 3 })
})

test('a judge whose rate is limited is waited for; the answer is not held against the model', async () => {
  const store = await newRun(6)
  const limited = () => new ProviderError('http-429', 'slow down', { action: 'retry', status: 429 })
  const judgeModel = mockModel((_, attempt) => (attempt < 4 ? limited() : 'good'))
  await work([store], [mockModel(() => 'an answer')], { judge: askingJudge, judgeModel })
  expect(await resultOf(store)).toMatchObject({ scored: 6, unscored: 0, metrics: [{ value: 1 }] })
})

test('a request is tried again while it may help, and every attempt is recorded', async () => {
  const store = await newRun(1)
  const failure = () => new ProviderError('http-500', 'busy', { action: 'retry', status: 500, requestId: 'r1' })
  const model = mockModel((_, attempt) => (attempt < 3 ? failure() : 'good'))
  await work([store], [model])
  const [line] = (await readFile(join(store.dir, 'outputs.jsonl'), 'utf8')).split('\n')
  const { attempts } = JSON.parse(line ?? '')
  expect(attempts).toMatchObject([{ status: 500, requestId: 'r1', error: 'http-500' }, { error: 'http-500' }, {}])
  expect(attempts[2]).not.toHaveProperty('error')
})

test('a rate limit costs no try, however long it lasts', async () => {
  const store = await newRun(1)
  const limited = () => new ProviderError('http-429', 'slow down', { action: 'retry', status: 429 })
  const model = mockModel((_, attempt) => (attempt <= 10 ? limited() : 'good'))
  await work([store], [model])
  expect(await resultOf(store)).toMatchObject({ scored: 1, errored: 0 })
})

test('a failure that concerns every request stops the run and keeps what was answered', async () => {
  const store = await newRun()
  const model = mockModel(({ messages }) =>
    messages[0]?.content === 'Question 20?' ? new ProviderError('http-401', 'bad key', { action: 'stop' }) : 'good',
  )
  await expect(work([store], [model])).rejects.toThrow('bad key')
  const done = (await resultOf(store))?.scored ?? 0
  expect(done).toBeGreaterThan(0)
  expect(done).toBeLessThan(N)
})

test('a second pass does what failed and nothing else', async () => {
  const store = await newRun()
  let broken = true
  const model = mockModel(({ messages }) => {
    const odd = Number(/\d+/.exec(messages[0]?.content ?? '')?.[0]) % 2 === 1
    return broken && odd ? new ProviderError('http-400', 'no', { action: 'give-up' }) : 'good'
  })
  await work([store], [model])
  expect(await resultOf(store)).toMatchObject({ scored: N / 2, errored: N / 2 })
  broken = false
  await work([store], [model])
  expect(model.calls).toHaveLength(N + N / 2)
  expect(await resultOf(store)).toMatchObject({ scored: N, errored: 0, failures: {} })
})

test('a judge that failed is asked again by a second pass; the model is not', async () => {
  const store = await newRun()
  let down = true
  const model = mockModel(() => 'an answer')
  const judgeModel = mockModel(() => (down ? new ProviderError('http-503', 'down', { action: 'give-up' }) : 'good'))
  await work([store], [model], { judge: askingJudge, judgeModel })
  expect(await resultOf(store)).toMatchObject({ scored: 0, errored: 0, unscored: N })
  down = false
  await work([store], [model], { judge: askingJudge, judgeModel })
  expect(model.calls).toHaveLength(N)
  expect(await resultOf(store)).toMatchObject({ scored: N, unscored: 0 })
})

test('an unparsable reply is kept with its text and not asked for again', async () => {
  const store = await newRun(3)
  const judgeModel = mockModel(() => 'It depends on what you mean.')
  await work([store], [mockModel(() => 'an answer')], { judge: askingJudge, judgeModel })
  await work([store], [mockModel(() => 'an answer')], { judge: askingJudge, judgeModel })
  expect(judgeModel.calls).toHaveLength(3)
  expect(await readFile(join(store.dir, 'judgments.jsonl'), 'utf8')).toContain('"raw":"It depends on what you mean."')
})

test('two arms take turns, so that both see the same conditions', async () => {
  const stores = [await newRun(), await newRun()]
  const order: string[] = []
  const model = (name: string) =>
    mockModel(() => {
      order.push(name)
      return 'good'
    })
  await work(stores, [model('before'), model('after')])
  const lead = order.map((_, i) =>
    Math.abs(order.slice(0, i + 1).filter(name => name === 'before').length * 2 - (i + 1)),
  )
  expect(order).toHaveLength(2 * N)
  expect(Math.max(...lead)).toBeLessThanOrEqual(16)
})

test('a stop lets what is in flight end, and begins nothing new', async () => {
  const store = await newRun()
  const stopping = new AbortController()
  const model = mockModel(async ({ messages }) => {
    if (messages[0]?.content === 'Question 5?') stopping.abort()
    await new Promise(resolve => setTimeout(resolve, 5))
    return 'good'
  })
  await work([store], [model], { stopping: stopping.signal })
  const result = await resultOf(store)
  expect(result?.scored).toBe(model.calls.length)
  expect(model.calls.length).toBeLessThan(N)
})

test('a stop sends nothing more: what only waited for its turn is left to a resume', async () => {
  const store = await newRun()
  const stopping = new AbortController()
  const model = mockModel(async () => {
    stopping.abort()
    await new Promise(resolve => setTimeout(resolve, 5))
    return 'good'
  })
  await work([store], [model], { stopping: stopping.signal })
  expect(model.calls.length).toBeLessThanOrEqual(8)
  const again = mockModel(() => 'good')
  await work([store], [again])
  expect(model.calls.length + again.calls.length).toBe(N)
  expect((await resultOf(store))?.scored).toBe(N)
})

test('a stop does not wait for the next try of a request that failed', async () => {
  const store = await newRun()
  const stopping = new AbortController()
  const model = mockModel(() => {
    setTimeout(() => stopping.abort(), 20)
    return new ProviderError('http-429', 'slow down', { action: 'retry', status: 429, retryAfterMs: 60_000 })
  })
  await work([store], [model], { stopping: stopping.signal })
  expect((await readFile(join(store.dir, 'outputs.jsonl'), 'utf8')).trim()).toBe('')
})

test('each epoch is a request of its own with a recorded seed', async () => {
  const store = await openRun(await mkdtemp(join(tmpdir(), 'xeval-run-')), { create: toyManifest(5, { epochs: 4 }) })
  for (const sample of toySamples(5)) await store.putSample({ ...sample, benchmark: 'toy' })
  const model = mockModel(() => 'good')
  await work([store], [model], { epochs: 4 })
  const seeds = model.calls.map(({ params }) => params.seed)
  expect(new Set(seeds).size).toBe(20)
  const recorded = (await readFile(join(store.dir, 'outputs.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).seed)
  expect(new Set(recorded)).toEqual(new Set(seeds))
})
