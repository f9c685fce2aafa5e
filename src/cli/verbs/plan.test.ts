import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { detectable, illustrative } from '../../analysis/plan-power.ts'
import { secondsOf } from '../../analysis/request-time.ts'
import { priceOf } from '../../core/price.ts'
import { builtIn } from '../../registry/built-in.ts'
import { makeContext } from '../../run/context.ts'
import { priceList } from '../../run/price-list.ts'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string
let endpoint: MockEndpoint
beforeEach(async () => {
  cwd = await workspace()
  endpoint = await startMockEndpoint({
    models: ['base', 'sft', 'judge'],
    latency: 20,
    canned: { judge: ['{"rationale": "Mild.", "label": "safe"}'] },
  })
})
afterEach(() => endpoint.close())

const run = (...args: string[]) => runCli(args, { cwd })

test('the requests of a plan are those that the run then sends; --from and --probe price them', {
  timeout: 120_000,
}, async () => {
  const [before, after, judge] = ['base', 'sft', 'judge'].map(name => `${endpoint.url}#${name}`)
  const models = ['flames', '--before', `${before}`, '--after', `${after}`, '--judge', `safety-llm=${judge}`]
  const epochs = ['--epochs', '2', '--limit', '6']
  const bare = JSON.parse((await run('plan', ...models, ...epochs, '--json')).stdout)
  const [flames] = bare.benchmarks
  expect(flames).toMatchObject({
    n: 6,
    epochs: 2,
    requests: { model: 24, judge: 24 },
    spread: expect.stringMatching(/illustrative/),
  })
  expect(flames).not.toHaveProperty('tokens')
  expect(bare.unpriced).toEqual([])
  expect(endpoint.stats().requests).toBe(0)
  expect((await run('run', ...models, ...epochs)).code).toBe(0)
  expect(endpoint.stats().answered).toBe(flames.requests.model + flames.requests.judge)

  const prices = {
    date: '2026-02-03',
    models: { [`${before}`]: { input: 1, output: 2 }, [`${judge}`]: { input: 3, output: 4 } },
  }
  await writeFile(join(cwd, 'prices.json'), JSON.stringify(prices))
  const listed = (await run('list', 'runs', '--json')).stdout
  const [last] = JSON.parse(listed).runs
  const from = JSON.parse(
    (await run('plan', ...models, ...epochs, '--json', '--from', last.name, '--prices', 'prices.json')).stdout,
  )
  expect(from).toMatchObject({ priceDate: '2026-02-03', unpriced: [after] })
  // One arm's run took half the requests: the plan of both takes twice its tokens.
  const { usage } = JSON.parse(await readFile(join(cwd, '.xeval/runs', last.name, 'manifest.json'), 'utf8'))
  const twice = (part: 'inputTokens' | 'outputTokens') => 2 * (usage.model[part] + usage.judge[part])
  const tokensOfBoth = { input: twice('inputTokens'), output: twice('outputTokens') }
  expect(tokensOfBoth.output).toBeGreaterThan(0)
  expect(from.benchmarks[0]).toMatchObject({ requests: flames.requests, tokens: tokensOfBoth })
  // Half a price would look like a whole one.
  expect(from.benchmarks[0]).not.toHaveProperty('usd')
  await writeFile(
    join(cwd, 'all-prices.json'),
    JSON.stringify({ ...prices, models: { ...prices.models, [`${after}`]: { input: 1, output: 2 } } }),
  )
  const priced = JSON.parse(
    (await run('plan', ...models, ...epochs, '--json', '--from', last.name, '--prices', 'all-prices.json')).stdout,
  )
  expect(priced.unpriced).toEqual([])
  const { model: m, judge: j } = usage
  const dollars = (2 * (m.inputTokens * 1 + m.outputTokens * 2 + j.inputTokens * 3 + j.outputTokens * 4)) / 1e6
  expect(priced.benchmarks[0].usd).toBeCloseTo(dollars, 9)

  const sent = endpoint.stats().requests
  const one = ['flames', '--model', `${before}`, '--judge', `safety-llm=${judge}`, '--prices', 'prices.json', '--probe']
  const probed = JSON.parse((await run('plan', ...one, '--json')).stdout)
  expect(probed.probe.requests).toBe(endpoint.stats().requests - sent)
  expect(probed.probe.requests).toBe(10)
  const { tokens, usd, requests, seconds } = probed.benchmarks[0]
  expect(requests).toEqual({ model: 25, judge: 25 })
  // Five samples were asked, and the plan is for 25.
  expect(tokens).toEqual({ input: 5 * probed.probe.tokens.input, output: 5 * probed.probe.tokens.output })
  // 25 requests of at least 20 ms each, 200 at once at most.
  expect(seconds.model).toBeGreaterThanOrEqual((25 * 0.02) / 200)
  expect(seconds.judge).toBeGreaterThanOrEqual((25 * 0.02) / 200)
  // Between all tokens at the lowest price, and all at the highest.
  expect(usd).toBeGreaterThan((tokens.input * 1 + tokens.output * 2) / 1e6)
  expect(usd).toBeLessThan((tokens.input * 3 + tokens.output * 4) / 1e6)
  const text = (await run('plan', ...one)).stdout
  expect(text).toMatch(/The probe itself took 10 requests/)
  expect(text).toMatch(/In all 50 requests \(25 to models, 25 to judges\), \d+\/\d+ tokens, US\$ \d/)
})

test('without a model the plan is for two, and the judge is the benchmark’s first', async () => {
  const { stdout, code } = await run('plan', 'safety')
  expect(code).toBe(0)
  expect(stdout).toMatch(/flames +25 bundled sample +50 +50 +unknown/)
  expect(stdout).toMatch(/Judges: safety-j\./)
})

test('the detectable differences are Miller’s formula, by hand and over the table of benchmarks', () => {
  // 2.8016 × √((1/9 + 1/6 + 1/6) / 30) = 0.3410
  expect(detectable(30, 1, illustrative)[0]?.difference).toBeCloseTo(2.801585 * Math.sqrt(4 / 9 / 30), 6)
  const table: [n: number, k1: number, k4: number, k8: number, k64: number][] = [
    [30, 34, 23, 20, 17],
    [125, 17, 11, 10, 8.5],
    [300, 11, 7, 6, 5.5],
    [500, 8.4, 5.5, 4.9, 4.3],
    [1000, 5.9, 3.9, 3.5, 3.0],
    [3000, 3.4, 2.3, 2.0, 1.7],
    [4326, 2.8, 1.9, 1.7, 1.5],
  ]
  for (const [n, ...printed] of table) {
    for (const [i, k] of [1, 4, 8, 64].entries()) {
      const exact = 2.801585 * Math.sqrt((1 / 9 + (2 * (1 / 6)) / k) / n)
      expect(detectable(n, k, illustrative)[i === 0 ? 0 : 1]?.difference).toBeCloseTo(exact, 5)
    }
    const found = [1, 4, 8, 64].map(k => (detectable(n, k, illustrative).at(-1)?.difference ?? 0) * 100)
    // Printed with one decimal below 10 and none above, some of them rounded to half points.
    found.forEach((value, i) => {
      expect(Math.abs(value - (printed[i] ?? 0))).toBeLessThan(value >= 10 ? 0.76 : 0.5)
    })
  }
})

test('an earlier run with one answer a question says nothing of more answers', () => {
  expect(detectable(100, 8, { omega2: 0.2, epochs: 1, source: 'a run' })).toEqual([
    { epochs: 1, difference: expect.closeTo(2.801585 * Math.sqrt(0.002), 6) },
  ])
})

test('time is that of the slowest of latency, requests and tokens a minute', () => {
  const mean = { requests: 5, inputTokens: 100, outputTokens: 400, latencyMs: 2000 }
  expect(secondsOf(1000, mean, { concurrency: 10 })).toBe(200)
  expect(secondsOf(1000, mean, {})).toBe(100)
  expect(secondsOf(1000, mean, { rpm: 60 })).toBe(1000)
  expect(secondsOf(1000, mean, { rpm: 60, tpm: 10_000 })).toBe(3000)
  expect(secondsOf(1000, { requests: 0 }, { rpm: 60 })).toBeUndefined()
})

test('a price is that of a REF: not of the same name elsewhere, nor of a longer name; what runs here costs nothing', async () => {
  const context = makeContext({ registry: builtIn })
  const prices = await priceList(undefined, context)
  const price = priceOf(prices, 'openai/gpt-4o')
  expect(price?.output).toBeGreaterThan(price?.input ?? 0)
  expect(priceOf(prices, 'openai/gpt-4o-2024-08-06')).toEqual(price)
  expect(priceOf(prices, 'openai/gpt-4o-2024-05-13')).toBeUndefined()
  expect(priceOf(prices, 'openai/gpt-4o-audio')).toBeUndefined()
  expect(priceOf(prices, 'openai/gpt-9')).toBeUndefined()
  for (const listed of Object.values(prices.models)) expect(listed.source).toMatch(/^https:/)
  expect(priceOf(prices, 'http://localhost:8000/v1#gpt-4o')).toBeUndefined()
  for (const ref of ['replay:answers.jsonl', 'ollama/a', 'llama-cpp:a.gguf', 'demo/before'])
    expect(priceOf(prices, ref)).toEqual({ input: 0, output: 0 })
  await writeFile(join(cwd, 'bad.json'), '{"date": "yesterday", "models": {}}')
  await expect(priceList(join(cwd, 'bad.json'), context)).rejects.toThrow(/bad\.json: [\s\S]*date/)
})
