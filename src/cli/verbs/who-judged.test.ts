import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Manifest } from '../../core/manifest.ts'
import { gateable } from '../../run/fixtures/gateable-runs.ts'
import { runCli, type ScriptedEndpoint, startScriptedEndpoint, workspace } from '../../testing/index.ts'

vi.setConfig({ testTimeout: 120_000 })

let cwd: string
const servers: ScriptedEndpoint[] = []
beforeEach(async () => {
  cwd = await workspace()
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const Body = z.looseObject({ model: z.string(), messages: z.array(z.object({ content: z.string() })) })

interface Server {
  /** What the judge's replies name as their model, by how many went before. */
  judge(n: number): string
  /** The entry of the judge in the list of models. */
  entry?: object
}

/** A model whose answers are all different, and a judge that finds each of them safe. */
async function serve(server: Server): Promise<string> {
  let n = 0
  const endpoint = await startScriptedEndpoint(({ method, body }) => {
    if (method === 'GET')
      return { body: { data: [{ id: 'm' }, { id: 'base' }, { id: 'sft' }, { id: 'judge', ...server.entry }] } }
    const { model, messages } = Body.parse(body)
    const isJudge = model === 'judge'
    const text = isJudge ? '{"rationale": "Fine.", "label": "safe"}' : `${model} says no to ${messages.length}.`
    const message = { role: 'assistant', content: text }
    const served = isJudge ? server.judge(n++) : model
    return { body: { model: served, choices: [{ index: 0, message, finish_reason: 'stop' }] } }
  })
  servers.push(endpoint)
  return endpoint.url
}

const run = (url: string, ...more: string[]) =>
  runCli(['run', 'flames', '--judge', `safety-llm=${url}#judge`, '--limit', '6', ...more], { cwd })
const ids = async (): Promise<string[]> => (await readdir(join(cwd, '.xeval/runs'))).sort()
const manifestOf = async (id: string): Promise<Manifest> =>
  Manifest.parse(JSON.parse(await readFile(join(cwd, '.xeval/runs', id, 'manifest.json'), 'utf8')))
async function gate(one: string, other: string, ...more: string[]) {
  const { after, before } = await gateable(join(cwd, '.xeval/runs'), one, other)
  return runCli(['gate', after, '--against', before, '--margin', 'safety=0.9', ...more], { cwd })
}

const several: [string, (n: number) => string][] = [
  ['two sizes behind a router', n => (n % 2 === 0 ? 'judge-8b' : 'judge-70b')],
  ['two dates behind an alias', n => (n < 3 ? 'judge-2024-05-13' : 'judge-2024-08-06')],
  ['another family as a fallback', n => (n === 5 ? 'fallback/other' : 'judge')],
]

test.each(several)('several models behind a judge are recorded, told and refused by the gate: %s', async (_, judge) => {
  const url = await serve({ judge })
  const { code, stdout } = await run(url, '--model', `${url}#m`)
  expect(code).toBe(0)
  const names = [judge(0), judge(5)]
  expect(stdout).toMatch(new RegExp(`several models served one run’s judgments under the name judge: .*${names[0]}`))
  const [id = ''] = await ids()
  const { servedJudges = {} } = await manifestOf(id)
  expect(Object.keys(servedJudges['judge'] ?? {}).sort()).toEqual(names.toSorted())
  expect(Object.values(servedJudges['judge'] ?? {}).reduce((sum, n) => sum + n, 0)).toBe(6)
  const zh = await runCli(['report', id, '--lang', 'zh', '--format', 'markdown'], { cwd })
  expect(zh.stdout).toMatch(/一次运行中有多个模型以 judge 之名进行评判/)
  expect(await gate(id, id)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/several models served one run’s judgments/),
  })
  expect((await gate(id, id, '--allow-diff', 'served')).code).not.toBe(2)
})

const moved: [string, string, string][] = [
  ['date', 'judge-2024-05-13', 'judge-2024-08-06'],
  ['size', 'judge-8b', 'judge-70b'],
  ['family', 'judge', 'other'],
]

test.each(moved)(
  'a judge that is of another %s in the run after is told by compare and refused by gate',
  async (_, was, is) => {
    const server: Server = { judge: () => was }
    const url = await serve(server)
    await run(url, '--model', `${url}#m`)
    const [before = ''] = await ids()
    server.judge = () => is
    await run(url, '--model', `${url}#m`, '--no-cache')
    const after = (await ids()).find(id => id !== before) ?? ''
    const compared = await runCli(['compare', before, after, '--format', 'markdown'], { cwd })
    expect(compared.stdout).toMatch(`the judge judge was ${was} for the run before and ${is} for the run after`)
    expect(await gate(after, before)).toMatchObject({ code: 2, stderr: expect.stringMatching(/the judge judge was/) })
  },
)

test('an alias for one dated model is no other judge, and one under another name is told and passes the gate', async () => {
  const server: Server = { judge: () => 'judge-2024-08-06' }
  const url = await serve(server)
  expect((await run(url, '--model', `${url}#m`)).stdout).not.toMatch(/Caution/)
  server.judge = () => 'gpt-x'
  const { stdout } = await run(url, '--model', `${url}#m`, '--no-cache')
  expect(stdout).toMatch(/Caution: the judge judge was asked, and gpt-x gave 6 of 6 judgments/)
  const id = (await ids()).at(-1) ?? ''
  const other = await Promise.all(
    (await ids()).map(async one => ({ one, served: (await manifestOf(one)).servedJudges })),
  )
  const gptRun = other.find(({ served }) => served?.['judge']?.['gpt-x'] === 6)?.one ?? id
  expect((await gate(gptRun, gptRun)).code).not.toBe(2)
})

test('a judge’s server that comes back with other weights is told, and refused by the gate', async () => {
  const server: Server = { judge: () => 'judge', entry: { owned_by: 'vllm', root: '/judge/1' } }
  const url = await serve(server)
  server.judge = n => {
    if (n === 2) server.entry = { owned_by: 'vllm', root: '/judge/2' }
    return 'judge'
  }
  const { code, stdout, stderr } = await run(url, '--model', `${url}#m`)
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /the server of the judge judge has described its model differently since .*\/judge\/1, then \/judge\/2/,
  )
  expect(stderr).toMatch(/has changed during the run/)
  const [id = ''] = await ids()
  expect((await manifestOf(id)).sessions[0]?.judgeChanges).toHaveLength(1)
  expect(await gate(id, id)).toMatchObject({ code: 2, stderr: expect.stringMatching(/the server of the judge/) })
})

test('a merged run says what was seen of the judge in its shards, and counts their judgments together', async () => {
  const server: Server = { judge: () => 'judge-8b', entry: { owned_by: 'vllm', root: '/judge/1' } }
  const url = await serve(server)
  await run(url, '--model', `${url}#m`, '--shard', '1/2')
  server.judge = n => {
    if (n > 3) server.entry = { owned_by: 'vllm', root: '/judge/2' }
    return 'judge-70b'
  }
  // As if each shard had been started before either saw another judge.
  await run(url, '--model', `${url}#m`, '--shard', '2/2')
  const merged = await runCli(['merge', ...(await ids()).map(id => join('.xeval/runs', id))], { cwd })
  expect(merged.code).toBe(0)
  const manifests = await Promise.all((await ids()).map(manifestOf))
  const whole = manifests.find(({ mergedFrom }) => mergedFrom !== undefined)
  expect(Object.keys(whole?.servedJudges?.['judge'] ?? {}).sort()).toEqual(['judge-70b', 'judge-8b'])
  expect(whole?.sessions[0]?.judgeChanges).toHaveLength(1)
  expect(await gate(whole?.id ?? '', whole?.id ?? '')).toMatchObject({ code: 2 })
})

const told = (stdout: string): string[] => stdout.match(/Caution: .*/g) ?? []

test('answers that are all the same under two names are told and refused by the gate', async () => {
  const long = (prompt: string) => `Let me think about “${prompt.slice(0, 60)}” — I would rather not go into this one.`
  const one = await echo((_, prompt) => long(prompt))
  const pair = (a: string, b: string) =>
    runCli(['run', 'flames', '--judge', 'refusal-rules', '--limit', '30', '--before', a, '--after', b], { cwd })
  const same = await pair(`${one}#base`, `${one}#sft`)
  expect(told(same.stdout)).toEqual([
    'Caution: 25 of 25 answers are identical byte for byte in both runs: the two names seem to be one model',
  ])
  const [a = '', b = ''] = await ids()
  const isBefore = (await manifestOf(a)).pair?.role === 'before'
  const [before, after] = isBefore ? [a, b] : [b, a]
  const json = JSON.parse((await runCli(['compare', before, after, '--json'], { cwd })).stdout)
  expect(json.benchmarks[0].identical).toEqual({ of: 25, same: 25 })
  expect(await gate(after, before)).toMatchObject({ code: 2, stderr: expect.stringMatching(/identical byte for byte/) })
})

const innocent: [string, (model: string, prompt: string) => string][] = [
  ['short', () => 'No.'],
  ['one sentence for everything', () => 'I am sorry, but I am not able to help you with this request.'],
  ['different', (model, prompt) => `${model} would rather not talk about “${prompt.slice(0, 60)}” at all today.`],
]

test.each(innocent)('answers of two models that are %s are no sign of one model', async (_, answer) => {
  const url = await echo(answer)
  const args = ['--judge', 'refusal-rules', '--limit', '30', '--before', `${url}#base`, '--after', `${url}#sft`]
  const { code, stdout } = await runCli(['run', 'flames', ...args], { cwd })
  expect(code).toBe(0)
  expect(told(stdout)).toEqual([])
})

test('a benchmark of which nearly every answer is the same is told, and passes the gate', async () => {
  let odd: string | undefined
  const url = await echo((model, prompt) => {
    odd ??= prompt
    return prompt === odd ? `${model} says no.` : `I won’t talk of “${prompt.slice(0, 80)}” now or later.`
  })
  const args = ['--judge', 'refusal-rules', '--before', `${url}#base`, '--after', `${url}#sft`]
  const { stdout } = await runCli(['run', 'flames', ...args], { cwd })
  expect(told(stdout)).toEqual([expect.stringMatching(/flames: 24 of 25 answers are identical byte for byte/)])
})

async function echo(answer: (model: string, prompt: string) => string): Promise<string> {
  const endpoint = await startScriptedEndpoint(({ method, body }) => {
    if (method === 'GET') return { body: { data: [{ id: 'base' }, { id: 'sft' }] } }
    const { model, messages } = Body.parse(body)
    const message = { role: 'assistant', content: answer(model, messages.at(-1)?.content ?? '') }
    return { body: { model, choices: [{ index: 0, message, finish_reason: 'stop' }] } }
  })
  servers.push(endpoint)
  return endpoint.url
}
