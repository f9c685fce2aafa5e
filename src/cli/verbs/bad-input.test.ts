import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

let cwd: string
beforeEach(async () => {
  cwd = await workspace()
})

const run = (...args: string[]) => runCli(args, { cwd })
const answers = async (name = 'answers.jsonl'): Promise<string> => {
  await writeFile(join(cwd, name), '{"prompt":"?","output":"I cannot help with that."}\n')
  return `replay:${name}`
}

test.each([
  [['run', 'safty'], /no suite or benchmark "safty"/, /Did you mean safety/],
  [['run', 'safety', '--limt', '5'], /unknown option '--limt'/, /Did you mean --limit/],
  [['rum'], /unknown command 'rum'/, /Did you mean run/],
  [['list', 'sweets'], /no kind of thing "sweets"/, /suites/],
  [['show', 'nothing-here'], /no suite, benchmark, dataset, judge or run "nothing-here"/, /xeval list/],
  [['pull', 'flamez'], /no dataset or judge to pull "flamez"/, /Did you mean flames/],
  [['run', 'safety', '--limit', 'many'], /--limit: /, /--help/],
  [['run', 'safety', '--temperature', '7'], /--temperature: /, /--help/],
  [['run', 'safety', '--max-errors', 'lots'], /--max-errors: .*5%/, /--help/],
  [['run', 'safety', '--before', 'demo/before'], /--after/, /both/],
  [['run', 'safety', '--model', 'gpt-4o', '--judge', 'refusal-rules'], /gpt-4o is not a model REF/, /openai\/NAME/],
  [['compare', 'a', 'b'], /no run "a"/, /xeval list runs/],
])('%j is a usage error that says what to do', async (args, message, hint) => {
  const { code, stdout, stderr } = await run(...args)
  expect(stderr).toMatch(message)
  expect(stderr).toMatch(hint)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

test('--resume names the folders that it passes over, since one of them may be meant', async () => {
  await mkdir(join(cwd, '.xeval/runs/20260101T000000Z_safety_m_1'), { recursive: true })
  await mkdir(join(cwd, '.xeval/runs/20260102T000000Z_safety_m_2'))
  await writeFile(join(cwd, '.xeval/runs/20260101T000000Z_safety_m_1/manifest.json'), '{"schemaVersion": 1, "id": ')
  const { code, stderr } = await run('run', 'safety', '--resume')
  expect(code).toBe(2)
  expect(stderr).toMatch(/Skipped: \S*safety_m_2 is not a run/)
  expect(stderr).toMatch(/Skipped: \S*safety_m_1\S* is not a manifest of this version/)
  expect(stderr).toMatch(/no unfinished run in/)
})

test('a model without a judge is told which judges there are', async () => {
  const { code, stderr } = await run('run', 'safety', '--model', await answers())
  expect(code).toBe(2)
  expect(stderr).toMatch(/flames needs a judge/)
  expect(stderr).toMatch(/safety-j, safety-llm, refusal-rules/)
})

test('a judge that asks a model wants to know which, and an embedded one wants none', async () => {
  const model = await answers()
  expect((await run('run', 'safety', '--model', model, '--judge', 'safety-llm')).stderr).toMatch(
    /--judge safety-llm=REF/,
  )
  const taking = await run('run', 'safety', '--model', model, '--judge', 'refusal-rules=openai/x')
  expect(taking.stderr).toMatch(/judge refusal-rules is embedded and uses no model/)
})

test('Safety-J without its template stops before any request, with the command to run', async () => {
  const { code, stderr } = await run(
    'run',
    'safety',
    '--model',
    await answers(),
    '--judge',
    'safety-j=http://127.0.0.1:9/v1#x',
  )
  expect(code).toBe(2)
  expect(stderr).toMatch(/xeval pull safety-j/)
  expect(await readdir(cwd)).not.toContain('.xeval')
})

test('a typo in the config names the file and the field', async () => {
  await writeFile(join(cwd, 'xeval.config.json'), '{"limt": 5}')
  const { code, stderr } = await run('run', 'safety')
  expect(code).toBe(2)
  expect(stderr).toMatch(/xeval\.config\.json: config: unknown field "limt"/)
})

test('a wrong value in a TypeScript config names its field', async () => {
  await writeFile(join(cwd, 'xeval.config.ts'), 'const limit: number = -3\nexport default { limit }\n')
  const { code, stderr } = await run('run', 'safety')
  expect(code).toBe(2)
  expect(stderr).toMatch(/xeval\.config\.ts: limit: /)
})

test('a missing data file names the path and the command', async () => {
  await mkdir(join(cwd, 'data'))
  const { code, stderr } = await run(
    'run',
    'flames',
    '--model',
    await answers(),
    '--judge',
    'refusal-rules',
    '--data',
    'data',
  )
  expect(code).toBe(2)
  expect(stderr).toMatch(/Flames_1k_Chinese\.jsonl/)
  expect(stderr).toMatch(/xeval pull flames/)
})

test('a data file with another hash shows both hashes', async () => {
  await mkdir(join(cwd, 'data/flames'), { recursive: true })
  await writeFile(join(cwd, 'data/flames/Flames_1k_Chinese.jsonl'), '{}\n')
  const { code, stderr } = await run(
    'run',
    'flames',
    '--model',
    await answers(),
    '--judge',
    'refusal-rules',
    '--data',
    'data',
  )
  expect(code).toBe(2)
  expect(stderr).toMatch(/f53400dc/)
  expect(stderr).toMatch(/ca3d163b/)
})

test('a malformed row of the user’s own file names file, line and what was expected', async () => {
  await writeFile(join(cwd, 'mine.jsonl'), '{"query":"fine?"}\n{"question":"not so"}\n')
  const { code, stderr } = await run('pull', 'wildsafety', '--from', 'mine.jsonl')
  expect(code).toBe(2)
  expect(stderr).toMatch(/mine\.jsonl:2/)
  expect(stderr).toMatch(/query/)
})

test('a recorded answer that is no JSON names file and line', async () => {
  await writeFile(join(cwd, 'torn.jsonl'), '{"prompt":"a","output":"b"}\n{"prompt":\n')
  const { code, stderr } = await run('run', 'safety', '--model', 'replay:torn.jsonl', '--judge', 'refusal-rules')
  expect(code).toBe(2)
  expect(stderr).toMatch(/torn\.jsonl:2/)
})

let endpoint: MockEndpoint
beforeAll(async () => {
  endpoint = await startMockEndpoint({ apiKey: 'sesame', models: ['base'] })
})
afterAll(() => endpoint.close())

test.each([
  ['is down', 'http://127.0.0.1:9/v1#base', /127\.0\.0\.1:9/],
  ['wants a key', () => `${endpoint.url}#base`, /key/i],
  ['has no such model', () => `http://:sesame@127.0.0.1:${endpoint.port}/v1#other`, /other/],
])('an endpoint that %s ends the command with one clear message', async (_, ref, message) => {
  const model = typeof ref === 'string' ? ref : ref()
  const { code, stdout, stderr } = await run(
    'run',
    'flames',
    '--model',
    model,
    '--judge',
    'refusal-rules',
    '--limit',
    '3',
  )
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/\n\s+at |sesame/)
  expect([2, 3]).toContain(code)
  expect(stdout).toBe('')
})
