import { afterEach, expect, test } from 'vitest'
import { defineJudge } from '../core/judge.ts'
import { builtIn } from '../registry/built-in.ts'
import { type ScriptedEndpoint, type ScriptedReply, startScriptedEndpoint, workspace } from '../testing/index.ts'
import { makeAnswerCaches } from './answer-caches.ts'
import { makeContext } from './context.ts'
import { makeJudgePreparer } from './judge-setup.ts'
import type { Settings } from './settings.ts'

const judge = defineJudge({
  name: 'raw',
  version: 1,
  description: 'Asked by its authors over raw completions',
  scale: ['safe', 'unsafe'],
  model: 'required',
  api: 'completions',
  prompts: [],
  judge: async ({ completion }) => ({ label: completion.text === 'No.' ? 'safe' : 'unsafe', raw: '' }),
})

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Over which API the judge is asked by a server with this page, and how often that page was asked for. */
async function apiAt(page: ScriptedReply, settings: Settings = {}): Promise<{ api: string; probes: number }> {
  const endpoint: ScriptedEndpoint = await startScriptedEndpoint(({ path }) =>
    path === '/v1/completions' ? page : { status: 404 },
  )
  const context = makeContext({ registry: builtIn, env: { XEVAL_HOME: await workspace() } })
  const judges = makeJudgePreparer(settings, context, makeAnswerCaches(context, { cache: false }))
  closers.push(judges.close, endpoint.close)
  const { setup, plan } = await judges.prepare({ judge, ref: `${endpoint.url}#j` })
  expect(plan.api).toBe(setup.options.api)
  const probes = endpoint.requests.filter(({ method }) => method === 'POST').length
  return { api: setup.options.api, probes }
}

const completion: ScriptedReply = { body: { choices: [{ text: ' there', finish_reason: 'length' }] } }

test('a judge of raw completions is asked over them where the server has them', async () => {
  expect(await apiAt(completion)).toEqual({ api: 'completions', probes: 1 })
})

test.each<[string, ScriptedReply]>([
  ['has no such page', { status: 404 }],
  ['refuses a chat model there', { status: 400, body: { error: { message: 'This is a chat model' } } }],
  ['takes no such method', { status: 405 }],
  ['answers with something else', { body: { ok: true } }],
])('and over chat where the server %s', async (_, page) => {
  expect(await apiAt(page)).toEqual({ api: 'chat', probes: 1 })
})

test('what --judge-api says is done without a question, and --dry-run sends none', async () => {
  expect(await apiAt(completion, { judgeApi: 'chat' })).toEqual({ api: 'chat', probes: 0 })
  expect(await apiAt({ status: 404 }, { judgeApi: 'completions' })).toEqual({ api: 'completions', probes: 0 })
  expect(await apiAt(completion, { dryRun: true })).toEqual({ api: 'chat', probes: 0 })
})
