import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunResult } from '../../core/run-result.ts'
import {
  latestRun,
  type MockEndpoint,
  type MockOptions,
  type MockRequest,
  runCli,
  startMockEndpoint,
  startScriptedEndpoint,
  workspace,
} from '../../testing/index.ts'

let cwd: string
let closing: (() => Promise<void>)[] = []
beforeEach(async () => {
  cwd = await workspace()
})
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

/** An endpoint that notes when each request came, and how many were under way before it. */
async function start(options: MockOptions = {}) {
  const seen: { at: number; inFlight: number }[] = []
  const endpoint: MockEndpoint = await startMockEndpoint({
    ...options,
    fault(request) {
      seen.push({ at: performance.now(), inFlight: endpoint.stats().inFlight })
      return options.fault?.(request)
    },
  })
  closing.push(endpoint.close)
  return { ...endpoint, seen }
}

/** Runs so many mild questions with an embedded judge, and gives the result. */
async function run(url: string, samples: number, ...args: string[]) {
  return runModel(`${url}#m`, samples, args)
}

async function runModel(model: string, samples: number, args: readonly string[], env: Record<string, string> = {}) {
  await mkdir(join(cwd, 'data/wildsafety'), { recursive: true })
  const rows = Array.from({ length: samples }, (_, i) =>
    JSON.stringify({ query: `How does mill number ${i} turn its wheel?`, category: 'mills', language: 'en' }),
  )
  await writeFile(join(cwd, 'data/wildsafety/wildsafety.jsonl'), `${rows.join('\n')}\n`)
  const fixed = ['--model', model, '--judge', 'refusal-rules', '--data', 'data', '--limit', 'all', '--no-cache']
  const result = await runCli(['run', 'wildsafety', ...fixed, ...args], { cwd, env })
  const dir = await latestRun(cwd)
  const metrics: RunResult = JSON.parse(await readFile(join(dir, 'metrics.json'), 'utf8'))
  const outputs = (await readFile(join(dir, 'outputs.jsonl'), 'utf8')).trim().split('\n')
  return { ...result, metrics: metrics.benchmarks[0], outputs: outputs.map(line => JSON.parse(line)) }
}

const gapsOf = (seen: readonly { at: number }[]): number[] =>
  seen.slice(1).map(({ at }, i) => at - (seen[i]?.at ?? Number.NaN))
/** How many of the gaps are smaller than that one: on a busy machine another may be as long by chance. */
const othersBelow = (gaps: readonly number[], at: number): number => gaps.filter(gap => gap < (gaps[at] ?? 0)).length
const isMill = ({ prompt }: MockRequest, number: number): boolean => prompt.includes(`mill number ${number} `)

test('--rpm lets a second’s worth out at once, and then so many a minute', async () => {
  const { url, seen } = await start()
  expect((await run(url, 30, '--rpm', '600')).code).toBe(0)
  // Ten at once, twenty at ten a second; a busy machine may see the first of them late.
  expect(seen).toHaveLength(30)
  expect((seen.at(-1)?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(1500)
})

test('--tpm waits until the tokens of the answers are paid off', async () => {
  const { url, seen } = await start({ answer: () => 'mild '.repeat(80) })
  // 111 tokens an answer, 200 a second, the first 200 at once; the last answer makes nobody wait.
  expect((await run(url, 6, '--tpm', '12000', '--concurrency', '1')).code).toBe(0)
  expect((seen.at(-1)?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(((5 * 111 - 200) / 200) * 1000 * 0.8)
})

test('a Retry-After holds back every request to that endpoint, not only the one that got it', async () => {
  const fault = (request: MockRequest) =>
    isMill(request, 8) && request.attempt === 1 ? ('rate-limit' as const) : undefined
  const { url, seen } = await start({ fault, retryAfter: 1.2, latency: 20 })
  const { metrics } = await run(url, 20, '--concurrency', '4')
  expect(metrics).toMatchObject({ scored: 20, errored: 0 })
  expect(Math.max(...gapsOf(seen))).toBeGreaterThan(900)
})

test.each([
  ['x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests', () => '1.3s'],
  ['x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens', () => '1s300ms'],
])('where %s is down to nothing, the next request waits for the reset', async (remaining, reset, inAWhile) => {
  let answers = 0
  const at: number[] = []
  const { url, close } = await startScriptedEndpoint(({ method }) => {
    if (method === 'GET') return { body: { data: [{ id: 'm' }] } }
    at.push(performance.now())
    const left = ++answers === 3 ? '0' : '7'
    return {
      headers: { [remaining]: left, [reset]: inAWhile() },
      body: { model: 'm', choices: [{ message: { content: 'Mild.' }, finish_reason: 'stop' }] },
    }
  })
  closing.push(close)
  expect((await run(url, 6, '--concurrency', '1')).code).toBe(0)
  const gaps = gapsOf(at.map(at => ({ at })))
  expect(gaps[2]).toBeGreaterThan(1000)
  expect(othersBelow(gaps, 2)).toBeGreaterThanOrEqual(3)
})

test.each(['requests', 'tokens'])('where anthropic-ratelimit-%s-remaining is down to nothing, likewise', async what => {
  let answers = 0
  const at: number[] = []
  const { port, close } = await startScriptedEndpoint(({ method }) => {
    if (method === 'GET') return { body: { id: 'm', data: [{ id: 'm' }] } }
    at.push(performance.now())
    const left = ++answers === 3 ? '0' : '7'
    return {
      headers: {
        'anthropic-ratelimit-requests-remaining': what === 'requests' ? left : '7',
        [`anthropic-ratelimit-${what}-remaining`]: left,
        [`anthropic-ratelimit-${what}-reset`]: new Date(Date.now() + 1300).toISOString(),
      },
      body: {
        id: 'msg',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [{ type: 'text', text: 'Mild.' }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 5, output_tokens: 5 },
      },
    }
  })
  closing.push(close)
  const env = { ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`, ANTHROPIC_API_KEY: 'none' }
  expect((await runModel('anthropic/m', 6, ['--concurrency', '1'], env)).code).toBe(0)
  const gaps = gapsOf(at.map(at => ({ at })))
  expect(gaps[2]).toBeGreaterThan(1000)
  expect(othersBelow(gaps, 2)).toBeGreaterThanOrEqual(3)
})

test('--on-rate-limit wait goes on until there is an answer; fail counts the sample and asks no second time', async () => {
  const fault = (request: MockRequest) =>
    isMill(request, 3) && request.attempt <= 3 ? ('rate-limit' as const) : undefined
  const waiting = await start({ fault })
  expect((await run(waiting.url, 12)).metrics).toMatchObject({ scored: 12, errored: 0 })
  expect(waiting.stats().statuses).toEqual({ 200: 12, 429: 3 })
  const failing = await start({ fault })
  const failed = await run(failing.url, 12, '--on-rate-limit', 'fail', '--max-errors', '10%')
  expect(failed.metrics).toMatchObject({ scored: 11, errored: 1, failures: { 'http-429': 1 } })
  expect(failing.stats().statuses).toEqual({ 200: 11, 429: 1 })
})

test('auto goes up from 20 while all is well, and halves on a 429', async () => {
  const isFull = () => (endpoint.seen.at(-1)?.inFlight ?? 0) >= 40
  const endpoint = await start({
    latency: () => (isFull() ? 0 : 100),
    fault: () => (isFull() ? 'rate-limit' : undefined),
  })
  const { metrics } = await run(endpoint.url, 500)
  expect(metrics).toMatchObject({ scored: 500, errored: 0 })
  // A busy machine rises past 40 before it hears of it, and is refused until a second halving: in the end it is calm all the same.
  // Without halving every request from the first refusal on would meet a full server.
  const { statuses } = endpoint.stats()
  expect(endpoint.seen[20]?.inFlight).toBeLessThanOrEqual(20)
  expect(statuses[429]).toBeGreaterThan(0)
  expect(endpoint.seen.slice(-100).filter(({ inFlight }) => inFlight >= 40).length).toBeLessThan(20)
})

test('auto does not take a slow server of one’s own for one that limits the rate: it goes on rising', async () => {
  const endpoint = await start({ latency: () => 15 * (1 + endpoint.stats().inFlight) })
  const { metrics } = await run(endpoint.url, 250)
  expect(metrics).toMatchObject({ scored: 250, errored: 0 })
  expect(endpoint.stats()).toMatchObject({ requests: 250, statuses: { 200: 250 } })
  expect(endpoint.stats().maxInFlight).toBeGreaterThan(60)
})

test('--max-errors stops a run that fails more often, and lets one be that fails less', async () => {
  const fault = ({ prompt }: MockRequest) => (/number \d*[05] /.test(prompt) ? ('rate-limit' as const) : undefined)
  const { url } = await start({ fault, latency: 5 })
  const args = ['--on-rate-limit', 'fail', '--concurrency', '2', '--max-errors']
  const stopped = await run(url, 100, ...args, '10%')
  expect(stopped).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('more than 10% of the samples'),
  })
  expect(stopped.metrics?.scored).toBeLessThan(80)
  const whole = await run(url, 100, ...args, '0.25')
  expect(whole).toMatchObject({ code: 0, metrics: { n: 100, scored: 80, errored: 20 } })
  // Too few for a rate while it goes on; at the end every one counts.
  const few = await run(url, 20, ...args, '0')
  expect(few).toMatchObject({ code: 3, metrics: { n: 20, scored: 16, errored: 4 } })
})

test('--idle-timeout gives up a server that falls silent, and not one that is slow', async () => {
  const fault = (request: MockRequest) =>
    isMill(request, 2) && request.attempt === 1 ? ('slow-body' as const) : undefined
  const { url } = await start({ fault, slowMs: 20_000 })
  const { metrics, outputs } = await run(url, 4, '--idle-timeout', '2')
  expect(metrics).toMatchObject({ scored: 4, errored: 0 })
  const codes = outputs.map(({ attempts }) => attempts.map(({ error }: { error?: string }) => error ?? 'answered'))
  expect(codes.toSorted((a, b) => a.length - b.length)).toEqual([
    ['answered'],
    ['answered'],
    ['answered'],
    ['idle-timeout', 'answered'],
  ])
  const dripping = await startScriptedEndpoint(({ method }, response) => {
    if (method === 'GET') return { body: { data: [{ id: 'm' }] } }
    const text = JSON.stringify({ choices: [{ message: { content: 'Mild.' }, finish_reason: 'stop' }] })
    response.writeHead(200, { 'content-type': 'application/json' }).write(text.slice(0, 10))
    for (const [i, letter] of [...'      '].entries()) setTimeout(() => response.write(letter), 700 * (i + 1))
    setTimeout(() => response.end(text.slice(10)), 4900)
    return undefined
  })
  closing.push(dripping.close)
  const slow = await run(dripping.url, 1, '--idle-timeout', '2')
  expect(slow.outputs[0]).toMatchObject({ outcome: { ok: true }, attempts: [{ status: 200 }] })
}, 60_000)

test('--hedge asks again beside a request that takes long, and counts and records the one that lost', async () => {
  const latency = (request: MockRequest) => (isMill(request, 3) && request.attempt === 1 ? 30_000 : 20)
  const { url, stats } = await start({ latency })
  const { metrics, outputs, stderr } = await run(url, 10, '--hedge', '2')
  expect({ metrics, stderr }).toMatchObject({ metrics: { scored: 10, errored: 0 } })
  const two = outputs.filter(({ attempts }) => attempts.length > 1)
  expect(two).toMatchObject([{ attempts: [{ error: 'hedge-lost' }, { status: 200 }], outcome: { ok: true } }])
  expect(stats()).toMatchObject({ requests: 11, answered: 10, duplicates: 0, statuses: { 200: 10, reset: 1 } })
  const [id = ''] = await readdir(join(cwd, '.xeval/runs'))
  const { counts } = JSON.parse(await readFile(join(cwd, '.xeval/runs', id, 'manifest.json'), 'utf8'))
  expect(counts).toMatchObject({ requests: 11, hedged: 1 })
})

test('--hedge p95 learns what takes long, and without --hedge nothing is asked twice', async () => {
  const latency = (request: MockRequest) => (isMill(request, 55) && request.attempt === 1 ? 4000 : 30)
  const hedged = await start({ latency })
  const { metrics } = await run(hedged.url, 60, '--hedge', 'p95', '--concurrency', '4')
  expect(metrics).toMatchObject({ scored: 60, errored: 0 })
  expect(hedged.stats().requests).toBeGreaterThan(60)
  expect(hedged.stats()).toMatchObject({ distinct: 60 })
  const plain = await start({ latency })
  await run(plain.url, 60, '--concurrency', '4')
  expect(plain.stats()).toMatchObject({ requests: 60, answered: 60 })
})
