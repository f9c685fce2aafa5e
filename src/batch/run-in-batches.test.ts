import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { drawnRun } from '../analysis/scored-run.ts'
import { summariseRun } from '../analysis/summarise-run.ts'
import { UnparsableReply } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import { askTwice } from '../core/llm-judge.ts'
import type { Model } from '../core/provider.ts'
import { makeLimiter } from '../exec/limiter.ts'
import { defaultRetry, type Endpoint } from '../exec/request.ts'
import { openBuiltIn } from '../models/fixtures/open-built-in.ts'
import { openRun } from '../store/run/open-run.ts'
import {
  askingJudge,
  type MockEndpoint,
  type MockOptions,
  modelOptions,
  startMockEndpoint,
  toyBenchmark,
  toyManifest,
  toySamples,
} from '../testing/index.ts'
import type { BatchNotice } from './notice.ts'
import { MAX_TRIES, RunBatches } from './run-batches.ts'
import { runInBatches } from './run-in-batches.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closers.splice(0).map(close => close())))

const quiet = new AbortController().signal

async function start(options: MockOptions): Promise<MockEndpoint> {
  const endpoint = await startMockEndpoint({
    ...options,
    models: ['target', 'judge'],
    batch: { delayMs: 5, ...options.batch },
  })
  closers.push(endpoint.close)
  return endpoint
}

const liveOf = (model: Model): Endpoint => ({ model, limiter: makeLimiter({ concurrency: 8 }), retry: defaultRetry })

/** Runs `n` toy samples in batches, in this process. */
async function batchRun(endpoint: MockEndpoint, n: number, judge: Judge = askingJudge) {
  const dir = await mkdtemp(join(tmpdir(), 'xeval-batches-'))
  const store = await openRun(dir, { create: toyManifest(n) })
  for (const sample of toySamples(n)) await store.putSample({ ...sample, benchmark: 'toy' })
  const [target, asked] = [
    await openBuiltIn(`${endpoint.url}#target`, modelOptions({ env: {} })),
    await openBuiltIn(`${endpoint.url}#judge`, modelOptions({ env: {} })),
  ]
  const said: BatchNotice[] = []
  const batches = await RunBatches.open({
    dir,
    run: 'toy-run',
    models: [target, asked],
    timeoutMs: 5000,
    say: notice => said.push(notice),
  })
  closers.push(
    () => batches.close(),
    () => store.close(),
  )
  await runInBatches({
    arms: [
      {
        store,
        endpoint: liveOf(target),
        settings: { params: { temperature: 0 }, seed: 7, epochs: 1 },
        batches,
        gaveUp: new Set(),
      },
    ],
    tasks: new Map([
      [
        'toy',
        {
          benchmark: toyBenchmark,
          judge: { judge, templates: {}, options: { api: 'chat', upstreamParsing: false }, endpoint: liveOf(asked) },
        },
      ],
    ]),
    batched: () => true,
    window: 16,
    stopping: quiet,
    signal: quiet,
  })
  const result = await summariseRun(drawnRun(store, new Map([['toy', toyBenchmark]])))
  return { dir, said, result: result.benchmarks[0], ...endpoint.stats() }
}

const goodOrBad: MockOptions['answer'] = ({ model, prompt }) => {
  if (model === 'judge') return prompt.includes('good') ? 'good' : 'bad'
  return prompt.includes('1') ? 'bad answer' : 'good answer'
}

test('answers and judgments come over two batches, whatever order their lines have', async () => {
  const { result, said, batches, batchLines } = await batchRun(await start({ answer: goodOrBad }), 40)
  expect(result).toMatchObject({ n: 40, scored: 40, failures: {} })
  expect(result?.metrics[0]).toMatchObject({ value: 27 / 40 })
  expect({ batches, batchLines }).toEqual({ batches: 2, batchLines: 80 })
  expect(said.map(({ code }) => code)).toEqual([
    'batch-submitted',
    'batch-collected',
    'batch-submitted',
    'batch-collected',
  ])
})

test('a judge that asks a second time has both answers when it reads the second', async () => {
  const twice: Judge = {
    ...askingJudge,
    name: 'twice',
    async judge({ completion, ask }) {
      const question = { messages: [{ role: 'user' as const, content: `Judge: ${completion.text}` }] }
      const read = (reply: string) => (reply === 'good' || reply === 'bad' ? reply : undefined)
      const refuse = (raw: string) => new UnparsableReply('twice', raw, 'good or bad')
      const { value, raw, repaired } = await askTwice(ask, question, 'One word.', read, refuse)
      return { label: value, raw, via: repaired ? 'repaired' : 'model' }
    },
  }
  const answer: MockOptions['answer'] = request => {
    if (request.model === 'judge' && request.messages.length === 1) return 'Hm, let me think.'
    return request.model === 'judge' ? 'good' : `An answer to ${request.prompt}`
  }
  const { dir, result, batches, duplicates } = await batchRun(await start({ answer }), 10, twice)
  expect(result).toMatchObject({ scored: 10 })
  expect({ batches, duplicates }).toEqual({ batches: 3, duplicates: 0 })
  const [line] = (await readFile(join(dir, 'judgments.jsonl'), 'utf8')).split('\n')
  const judgment = JSON.parse(line ?? '')
  expect(judgment.outcome.value.via).toBe('repaired')
  expect(judgment.attempts).toHaveLength(2)
})

test('lines that fail or expire are submitted again, a bounded number of times, and then counted as errors', async () => {
  const some = await batchRun(await start({ answer: goodOrBad, batch: { failRate: 0.1, expireRate: 0.1 } }), 40)
  expect(some.result).toMatchObject({ scored: 40 })
  expect(some.batches).toBeGreaterThan(2)
  const none = await batchRun(await start({ answer: goodOrBad, batch: { expireRate: 1 } }), 4)
  expect(none.result).toMatchObject({ scored: 0, errored: 4, failures: { 'batch-expired': 4 } })
  expect(none.batches).toBe(MAX_TRIES)
})

test('files of requests are gone when they were collected, and the answers are kept', async () => {
  const { dir } = await batchRun(await start({ answer: goodOrBad }), 4)
  expect((await readdir(join(dir, 'batches'))).sort()).toEqual(['000001.results.jsonl', '000002.results.jsonl'])
})
