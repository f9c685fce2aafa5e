import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { secondsOf } from '../../analysis/request-time.ts'
import { priceOf } from '../../core/price.ts'
import { builtIn } from '../../registry/built-in.ts'
import { displayWidth } from '../../report/text-table.ts'
import { makeContext } from '../../run/context.ts'
import { priceList } from '../../run/price-list.ts'
import { marginPower } from '../../stats/margin-power.ts'
import { mcnemarPower } from '../../stats/mcnemar-power.ts'
import { wilson } from '../../stats/proportion.ts'
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
    spread: { kind: 'assumed' },
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
  expect(text).toMatch(/Total: 50 requests \(25 to models, 25 to judges\), \d+\/\d+ tokens, US\$ \d/)
})

test('without a model the plan is for two, and the judge is the benchmark’s first', async () => {
  const { stdout, code } = await run('plan', 'safety')
  expect(code).toBe(0)
  expect(stdout).toMatch(/flames +25 bundled +50 +50 +– +– +–/)
  expect(stdout).toMatch(/Judges: safety-j\./)
})

test('a plan counts what is independent: the facts of sycophancy and not their framings', async () => {
  const { stdout } = await run('plan', 'sycophancy', '--effect', '5pp', '--margin', 'sycophancy=0.05', '--json')
  const [row] = JSON.parse(stdout).benchmarks
  expect(row).toMatchObject({ n: 1720, units: 344, clustered: true, alpha: 0.05, family: 1 })
  // 1720 independent samples would show 3.0 pp at the flips that are assumed; (z.975 + z.8) √(0.2 / 344) is 6.8 pp.
  expect(row.detectable[0].difference).toBeGreaterThan(0.067)
  expect(row.detectable[0].difference).toBeLessThan(0.075)
  expect(row.effect.needed.value).toBeGreaterThan(344)
})

test('a plan says what n shows, how many samples a difference takes and how often no change passes, at the level of the table', async () => {
  const aim = ['--flips', '10%', '--effect', '5pp', '--effect', 'flames=0.1', '--margin', 'safety=0.05']
  const { benchmarks } = JSON.parse((await run('plan', 'safety', ...aim, '--json')).stdout)
  const [flames, diasafety] = benchmarks
  // Three benchmarks and the suite's score; the gate is not adjusted.
  expect(flames).toMatchObject({ n: 25, alpha: 0.0125, family: 4, flips: { value: 0.1, low: 0.1, high: 0.1 } })
  const power = (n: number, gain: number) =>
    mcnemarPower(n, Math.max(0, 0.05 - gain / 2), Math.max(gain, 0.05 + gain / 2), 0.0125, 'mid-p')
  const { difference } = flames.detectable[0]
  expect(power(25, difference)).toBeGreaterThanOrEqual(0.8)
  expect(power(25, difference - 0.0002)).toBeLessThan(0.8)
  const [fives, tens] = [diasafety.effect.needed.value, flames.effect.needed.value]
  expect([power(fives, 0.05) >= 0.8, power(fives - 1, 0.05) < 0.8]).toEqual([true, true])
  expect([power(tens, 0.1) >= 0.8, power(tens - 1, 0.1) < 0.8]).toEqual([true, true])
  expect(flames.gate.passes.value).toBeCloseTo(marginPower(25, { worse: 0.05, better: 0.05 }, 0.05), 12)
  const enough = flames.gate.needed.value
  expect(marginPower(enough, { worse: 0.05, better: 0.05 }, 0.05)).toBeGreaterThanOrEqual(0.8)

  const first = JSON.parse((await run('plan', 'safety', ...aim, '--primary', 'flames', '--json')).stdout).benchmarks
  expect(first.map(({ family }: { family: number }) => family)).toEqual([1, 3, 3])
  const surer = JSON.parse((await run('plan', 'flames', ...aim, '--power', '0.9', '--alpha', '0.01', '--json')).stdout)
  expect(surer.benchmarks[0]).toMatchObject({ alpha: 0.01, family: 1, power: 0.9 })
  expect(surer.benchmarks[0].gate.needed.value).toBeGreaterThan(enough)
})

test('the text has room in 80 columns, in English and in Chinese, and says where the flips come from', async () => {
  const aim = [
    'safety',
    'hallucination',
    '--effect',
    '5pp',
    '--margin',
    'safety=0.05',
    '--margin',
    'hallucination=0.05',
  ]
  const english = (await run('plan', ...aim)).stdout
  for (const line of english.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80)
  expect(english).toMatch(/sycophancy +344 groups \(1720\) +20% \(10%–30%\) +\d\.\d pp \(\d\.\d–\d+\.\d\)/)
  expect(english).toMatch(/The flip rate is an assumption/)
  const chinese = (await run('plan', ...aim, '--lang', 'zh', '--flips', '0.2')).stdout
  for (const line of chinese.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80)
  expect(chinese).toMatch(/变化率由 --flips 给出/)
  expect(chinese).not.toMatch(/[a-z]{3,} [a-z]{3,}/)
})

test('more answers win only what is known to be noise', async () => {
  const epochs = ['plan', 'aime2024', '--epochs', '8', '--flips', '20%']
  const bare = JSON.parse((await run(...epochs, '--json')).stdout).benchmarks[0]
  expect(bare.detectable.map(({ epochs }: { epochs: number }) => epochs)).toEqual([1])
  expect((await run(...epochs)).stdout).toMatch(/The gain from more answers per question is unknown/)
  const noisy = JSON.parse((await run(...epochs, '--aa-flips', '18%', '--json')).stdout).benchmarks[0]
  const [once, often] = noisy.detectable
  expect([once.epochs, often.epochs]).toEqual([1, 8])
  expect(often.difference).toBeLessThan(once.difference)
})

test('what cannot be planned with is refused, with what to write instead', async () => {
  for (const [args, message] of [
    [['--effect', '5%'], /--effect: expected a difference above 0, such as 5pp or 0.05/],
    [['--effect', 'flame=5pp'], /flame/],
    [['--effect', '0'], /--effect: expected a difference above 0/],
    [['--power', '1'], /--power: expected a share between 0 and 1/],
    [['--flips', '120%'], /--flips: expected a share/],
    [['--flips', '10%', '--aa-flips', '12%'], /--aa-flips 0.12 is more than --flips 0.1/],
    [['--aa-flips', '12%'], /--aa-flips needs --flips/],
  ] as const) {
    const { code, stderr } = await run('plan', 'flames', ...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  }
})

test('an earlier pair of runs gives flips with their limits, and a range for the samples that its difference takes', async () => {
  // By chance a quarter of the answers is judged unsafe, in either arm.
  const said = ['safe', 'safe', 'safe', 'unsafe'].map(label => `{"rationale": "So it is.", "label": "${label}"}`)
  const chancy = await startMockEndpoint({ models: ['base', 'sft', 'judge'], canned: { judge: said } })
  const [base, sft, judge] = ['base', 'sft', 'judge'].map(name => `${chancy.url}#${name}`)
  const models = ['flames', '--before', `${base}`, '--after', `${sft}`, '--judge', `safety-llm=${judge}`]
  expect((await run('run', ...models)).code).toBe(0)
  await chancy.close()
  const listed: { name: string }[] = JSON.parse((await run('list', 'runs', '--json')).stdout).runs
  const [before, after] = ['base', 'sft'].map(arm => listed.find(({ name }) => name.includes(arm))?.name ?? '')
  const [pair] = JSON.parse((await run('compare', `${before}`, `${after}`, '--json')).stdout).benchmarks
  const changed = pair.flips.improved + pair.flips.regressed
  expect(changed).toBeGreaterThan(1)
  const from = async (name: string | undefined) => {
    const { stdout } = await run('plan', 'flames', '--from', `${name}`, '--json')
    const { flips, seen, spread, detectable } = JSON.parse(stdout).benchmarks[0]
    expect(spread).toEqual({ kind: 'runs', run: name })
    return { flips, seen, detectable }
  }
  const found = await from(before)
  const [low, high] = wilson(changed, pair.n).ci
  expect(found.flips).toEqual({
    value: expect.closeTo(changed / pair.n, 12),
    low: expect.closeTo(low, 12),
    high: expect.closeTo(high, 12),
  })
  // Whichever of the two is named, the difference is that of the arms.
  expect(await from(after)).toEqual(found)
  expect(found.seen.difference).toBeCloseTo(pair.delta.value, 12)
  const [least, most] = found.seen.needed
  expect(least).toBeGreaterThan(pair.n / 10)
  expect(most === null || most > 10 * least).toBe(true)
  expect((await run('plan', 'flames', '--from', `${after}`)).stdout).toMatch(
    /Detecting the true difference takes an\n {2}estimated [\d,]+ (samples or more; no upper limit can be given|to [\d,]+ samples)/,
  )
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
