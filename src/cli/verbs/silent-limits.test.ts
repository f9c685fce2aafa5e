import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
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

const Body = z.looseObject({ model: z.string(), max_tokens: z.int().optional() })
type Said = { finish?: string | null; tokens?: number; reasoning?: string; text?: string }

/** A server that answers the model `sft` as the test says, and every other as is right. */
async function serve(answer: (n: number, limit: number) => Said): Promise<string> {
  const counts = new Map<string, number>()
  const endpoint = await startScriptedEndpoint(({ method, body }) => {
    if (method === 'GET') return { body: { data: [{ id: 'base' }, { id: 'sft' }] } }
    const { model, max_tokens = 0 } = Body.parse(body)
    const n = counts.get(model) ?? 0
    counts.set(model, n + 1)
    const said: Said = model === 'sft' ? answer(n, max_tokens) : {}
    const { finish = 'stop', tokens = 20 + n, text = `I would rather not, number ${n} of ${model}.`, reasoning } = said
    const message = { role: 'assistant', content: text, ...(reasoning && { reasoning_content: reasoning }) }
    const usage = { prompt_tokens: 9, completion_tokens: tokens }
    return { body: { model, choices: [{ index: 0, message, finish_reason: finish }], usage } }
  })
  servers.push(endpoint)
  return endpoint.url
}

const pair = async (url: string) => {
  const arms = ['--before', `${url}#base`, '--after', `${url}#sft`]
  const { code, stdout } = await runCli(['run', 'flames', '--judge', 'refusal-rules', '--max-tokens', '300', ...arms], {
    cwd,
  })
  expect(code).toBe(0)
  return stdout
}

const silent: [string, (n: number, limit: number) => Said, RegExp][] = [
  [
    'answers that fill the limit and are called whole',
    (n, limit) => (n < 4 ? { tokens: limit } : {}),
    /flames: 0 of 25 before and 4 of 25 after: answers fill the token limit exactly/,
  ],
  [
    'answers that go past it by a token',
    (n, limit) => (n < 2 ? { tokens: limit + 1 } : {}),
    /flames: 0 of 25 before and 2 of 25 after: answers fill the token limit exactly/,
  ],
  [
    'a limit of the server’s own',
    n => (n < 5 ? { tokens: 128 } : { tokens: 20 + n }),
    /Caution: after: flames: 5 answers end at exactly 128 tokens and none is longer/,
  ],
  [
    'no finish reason',
    n => (n % 2 === 0 ? { finish: null } : {}),
    /flames: 0 of 25 before and 13 of 25 after: answers have no finish reason/,
  ],
  [
    'thoughts that are not counted',
    () => ({ reasoning: 'They want me to say it. '.repeat(80), tokens: 8 }),
    /flames: 0 of 25 before and 25 of 25 after: answers have far more reasoning than counted tokens/,
  ],
]

test.each(silent)('what one arm’s server does not say is told by run and compare: %s', async (_, answer, caution) => {
  const stdout = await pair(await serve(answer))
  expect(stdout).toMatch(caution)
  expect(stdout.match(/Caution:/g)).toHaveLength(1)
})

test.each<[string, (n: number, limit: number) => Said]>([
  ['answers of their own lengths', () => ({})],
  ['one sentence for all, and so one length', () => ({ text: 'I am sorry, I can’t help with this.', tokens: 70 })],
  ['short answers of one length', () => ({ tokens: 5 })],
  ['two answers of one length', n => ({ tokens: n < 2 ? 200 : 50 + n })],
])('nothing is told of %s', async (_, answer) => {
  expect(await pair(await serve(answer))).not.toMatch(/Caution:/)
})
