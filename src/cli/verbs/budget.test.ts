import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Manifest } from '../../core/manifest.ts'
import { type MockEndpoint, runCli, startMockEndpoint, startScriptedEndpoint, workspace } from '../../testing/index.ts'

let cwd: string
let endpoint: MockEndpoint
beforeEach(async () => {
  cwd = await workspace()
  // An answer takes some milliseconds, so that a run stops with little under way.
  endpoint = await startMockEndpoint({
    latency: 5,
    answer: ({ schema }) => (schema === undefined ? 'A mild answer.' : '{"rationale":"It is mild.","label":"safe"}'),
  })
})
afterEach(() => endpoint.close())

const run = (...args: string[]) => runCli(['run', 'flames', ...args], { cwd })
const models = () => ['--model', `${endpoint.url}#m`, '--judge', `safety-llm=${endpoint.url}#j`]
const slowly = ['--concurrency', '2', '--judge-concurrency', '2', '--no-cache']
const manifest = async (): Promise<Manifest> => {
  const [id = ''] = await readdir(join(cwd, '.xeval/runs'))
  return JSON.parse(await readFile(join(cwd, '.xeval/runs', id, 'manifest.json'), 'utf8'))
}
const resumeOf = (stderr: string): string[] =>
  / {2}xeval run safety (--resume .*)$/m.exec(stderr)?.[1]?.split(' ') ?? []

/** Prices of the model and of the judge, in a file. */
const priceFile = async (model: object, judge?: object): Promise<string> => {
  const models = { [`${endpoint.url}#m`]: model, ...(judge && { [`${endpoint.url}#j`]: judge }) }
  await writeFile(join(cwd, 'prices.json'), JSON.stringify({ date: '2026-11-01', models }))
  return 'prices.json'
}

/** What the answers in a run's files cost, added up from the lines themselves. */
const spentIn = async (): Promise<{ tokens: number; usd: number }> => {
  const [id = ''] = await readdir(join(cwd, '.xeval/runs'))
  const lines = async (name: string) =>
    (await readFile(join(cwd, '.xeval/runs', id, name), 'utf8'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
  const used = [
    ...(await lines('outputs.jsonl')).map(({ outcome }) => ({ ...outcome.value.usage, input: 1, output: 2 })),
    ...(await lines('judgments.jsonl')).map(({ usage }) => ({ ...usage, input: 10, output: 20 })),
  ]
  return {
    tokens: used.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    usd: used.reduce((sum, u) => sum + (u.inputTokens * u.input + u.outputTokens * u.output) / 1e6, 0),
  }
}

test('a budget in dollars stops the run over model and judge together, and a resume counts what was spent before', async () => {
  const prices = await priceFile({ input: 1, output: 2 }, { input: 10, output: 20 })
  const whole = await run(...models(), ...slowly, '--prices', prices, '--out', 'whole')
  expect(whole.code).toBe(0)
  const cost = Number(/Cost: \$([\d.]+) by prices of 2026-11-01/.exec(whole.stderr)?.[1])
  const budget = Number((cost / 2).toFixed(4))

  const first = await run(...models(), ...slowly, '--prices', prices, '--budget-usd', String(budget))
  expect(first).toMatchObject({ code: 3, stdout: '' })
  expect(first.stderr).toContain(`Stopped: the budget of $${budget} is spent`)
  const stopped = await manifest()
  expect(stopped).toMatchObject({ status: 'interrupted', budget: { usd: budget }, prices: { date: '2026-11-01' } })
  const spent = await spentIn()
  expect(stopped.cost).toEqual({ usd: expect.closeTo(spent.usd, 8), priceDate: '2026-11-01' })
  // At most what was under way came after the last cent: two answers and two judgments.
  expect(spent.usd).toBeGreaterThanOrEqual(budget)
  expect(spent.usd).toBeLessThan(budget + (5 * cost) / 25)

  const asked = endpoint.stats().requests
  const [, id = ''] = resumeOf(first.stderr)
  const again = await run('--resume', id)
  expect(again).toMatchObject({ code: 3, stderr: expect.stringContaining('is spent') })
  expect(endpoint.stats().requests).toBe(asked)

  expect(resumeOf(first.stderr)).toEqual(['--resume', id, '--budget-usd', String(2 * budget)])
  const last = await run('--resume', id, '--budget-usd', String(2 * cost), ...slowly)
  expect(last.code).toBe(0)
  expect(await manifest()).toMatchObject({ status: 'complete', cost: { usd: expect.closeTo(cost, 3) } })
  // Of the second run each request repeats one of the first; none of its own came twice.
  expect(endpoint.stats().duplicates).toBe(50)
})

test('a budget in tokens counts the judge too, over all sessions, and is kept by the run', async () => {
  const first = await run(...models(), ...slowly, '--budget-tokens', '2000')
  expect(first).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/the budget of 2000 tokens is spent \(\d+ including/),
  })
  const { tokens } = await spentIn()
  expect(tokens).toBeGreaterThanOrEqual(2000)
  const [, id = ''] = resumeOf(first.stderr)
  const second = await run('--resume', id, '--budget-tokens', String(tokens + 1000), ...slowly)
  expect(second).toMatchObject({ code: 3 })
  const now = (await spentIn()).tokens
  expect(now).toBeGreaterThanOrEqual(tokens + 1000)
  expect(now).toBeLessThan(tokens + 4000)
})

test('a model or judge without a price is an error that names it, before anything is asked', async () => {
  const prices = await priceFile({ input: 1, output: 2 })
  const { code, stderr } = await run(...models(), '--prices', prices, '--budget-usd', '1')
  expect(code).toBe(2)
  expect(stderr).toContain(`${endpoint.url}#j: no price in prices.json`)
  expect(stderr).toContain('Pass --prices FILE')
  const ours = await run('--model', `${endpoint.url}#m`, '--judge', 'refusal-rules', '--budget-usd', '1')
  expect(ours).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/#m: no price in xeval’s list of \d{4}-\d{2}-\d{2}/),
  })
  expect(endpoint.stats().requests).toBe(0)
})

test('a server that does not say how many tokens it takes cannot be held to a budget, and is not taken for a free one', async () => {
  const silent = await startScriptedEndpoint(({ path }) => ({
    body: path.endsWith('/models')
      ? { data: [{ id: 'm' }] }
      : { choices: [{ message: { role: 'assistant', content: 'Mild.' }, finish_reason: 'stop' }] },
  }))
  const args = ['--model', `${silent.url}#m`, '--judge', 'refusal-rules', '--concurrency', '1']
  const { code, stderr } = await run(...args, '--budget-tokens', '1000')
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('does not report token counts') })
  expect((await run(...args)).code).toBe(0)
  await silent.close()
})
