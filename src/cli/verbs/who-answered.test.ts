import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Manifest } from '../../core/manifest.ts'
import { gateable } from '../../run/fixtures/gateable-runs.ts'
import { latestRun, runCli, type ScriptedEndpoint, startScriptedEndpoint, workspace } from '../../testing/index.ts'

vi.setConfig({ testTimeout: 120_000 })

let cwd: string
const servers: ScriptedEndpoint[] = []
beforeEach(async () => {
  cwd = await workspace()
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

interface Server {
  /** Pages by path. */
  pages?: Readonly<Record<string, unknown>>
  list?: readonly object[]
  /** So many requests are refused. */
  failing?: number
  /** What a reply names as its model, by the name asked and how many replies went before. */
  served?(asked: string, n: number): string
}

/** A server whose word on its model can be changed while it runs. */
async function serve(server: Server): Promise<ScriptedEndpoint> {
  let n = 0
  const endpoint = await startScriptedEndpoint(({ method, path, body }) => {
    if (method === 'GET') {
      const page = path === '/v1/models' ? server.list && { object: 'list', data: server.list } : server.pages?.[path]
      return page === undefined ? { status: 404 } : { body: page }
    }
    if ((server.failing ?? 0) > 0) {
      server.failing = (server.failing ?? 0) - 1
      return { status: 400, body: { error: { message: 'no' } } }
    }
    const asked = typeof body === 'object' && body !== null && 'model' in body ? String(body.model) : ''
    const message = { role: 'assistant', content: 'I cannot help with that.' }
    return { body: { model: server.served?.(asked, n++) ?? asked, choices: [{ message, finish_reason: 'stop' }] } }
  })
  servers.push(endpoint)
  return endpoint
}

const judge = ['--judge', 'refusal-rules', '--limit', '6']
const run = (...args: string[]) => runCli(['run', 'wildsafety', ...judge, ...args], { cwd })
const pair = (a: string, b: string) => run('--before', a, '--after', b)

const one: [string, Server][] = [
  ['answers as itself', { served: () => 'gemma' }],
  [
    'is llama.cpp, which repeats any name',
    { list: [{ id: 'gemma', owned_by: 'llamacpp' }], pages: { '/props': { model_path: '/models/gemma.gguf' } } },
  ],
  ['lists one model and repeats any name', { list: [{ id: 'gemma' }] }],
  [
    'has two names for one folder',
    { list: ['base', 'sft'].map(id => ({ id, owned_by: 'vllm', root: '/models/gemma' })) },
  ],
  [
    'is Ollama, with two names for one digest',
    {
      list: ['base:latest', 'sft:latest'].map(id => ({ id, owned_by: 'library' })),
      pages: {
        '/api/tags': { models: ['base:latest', 'sft:latest'].map(name => ({ name, digest: 'ab'.repeat(32) })) },
      },
    },
  ],
]

test.each(one)('a comparison of a model with itself is told: the server %s', async (_, server) => {
  const { url } = await serve(server)
  const { code, stdout } = await pair(`${url}#base`, `${url}#sft`)
  expect(code).toBe(0)
  expect(stdout.match(/Caution: .*/g)).toEqual([
    'Caution: before and after seem to be a single model: this may compare a model with itself (see “Who answered” in the report)',
  ])
  const report = await readFile(join(await latestRun(cwd), 'report.md'), 'utf8')
  expect(report).toMatch(/the same model, .+, answered in both arms/)
  const [after = '', before = ''] = (await runs()).toSorted((a, b) =>
    a.includes('_base_') ? 1 : b.includes('_base_') ? -1 : 0,
  )
  const gated = await gate(after, before, '--margin', 'safety=0.5')
  expect(gated).toMatchObject({ code: 2, stdout: '' })
  expect(gated.stderr).toMatch(/it is uncertain which model answered:[\s\S]*the same model[\s\S]*--allow-diff served/)
  const allowed = ['--margin', 'safety=0.9', '--allow-diff', 'served']
  expect((await gate(after, before, ...allowed)).code).not.toBe(2)
})

test('two servers that answer under one name are told, unless they say that they have two models', async () => {
  const [a, b] = [await serve({ served: () => 'model' }), await serve({ served: () => 'model' })]
  expect((await pair(`${a.url}#base`, `${b.url}#sft`)).stdout).toMatch(
    /Caution: before and after seem to be a single model/,
  )
  const entry = (root: string) => ({ list: [{ id: 'm', owned_by: 'vllm', root }] })
  const [c, d] = [await serve(entry('/base')), await serve(entry('/sft'))]
  expect((await pair(`${c.url}#m`, `${d.url}#m`)).stdout).not.toMatch(/Caution: (before|after|one)/)
})

test('another model than the one asked for, and several in one run, are told and refused by the gate', async () => {
  const { url } = await serve({ served: (_, n) => (n < 4 ? 'small' : 'big') })
  expect((await run('--model', `${url}#small`)).stdout).toMatch(
    /Caution: several models answered in one run: small, big \(see “Who answered” in the report\)\n\n/,
  )
  const [id = ''] = await runs()
  const shown = await runCli(['show', id], { cwd })
  expect(shown.stdout).toMatch(/small was requested, but big answered 2 of 6 requests/)
  const zh = await runCli(['report', id, '--lang', 'zh', '--format', 'markdown'], { cwd })
  expect(zh.stdout).toMatch(/请求的模型是 small，而 6 条回答中有 2 条由 big 给出/)
  expect(await gate(id, id, '--margin', 'safety=0.5')).toMatchObject({ code: 2 })
})

test.each([
  ['gpt-x', 'gpt-x-2024-08-06'],
  ['Org/Name', 'name'],
  ['name', '/models/name.gguf'],
])('a dated name, a path or another case is no other model: %s answers as %s', async (asked, served) => {
  const { url } = await serve({ served: () => served, list: [{ id: asked }] })
  const { stdout } = await run('--model', `${url}#${asked}`)
  expect(stdout).toMatch(/wildsafety/)
  expect(stdout).not.toMatch(/was asked for|does not list/)
})

test('a name that the server does not list is told, and one of a server without a list is not', async () => {
  const { url } = await serve({ list: [{ id: 'a' }, { id: 'b' }] })
  expect((await run('--model', `${url}#typo`)).stdout).toMatch(/the server does not list typo, only a, b/)
  const { url: silent } = await serve({})
  expect((await run('--model', `${silent}#typo`)).stdout).not.toMatch(/does not list/)
})

const restarts: [string, Server, Server][] = [
  [
    'path',
    { list: [{ id: 'm', owned_by: 'vllm', root: '/1' }] },
    { list: [{ id: 'm', owned_by: 'vllm', root: '/2' }] },
  ],
  ['size', { list: [{ id: 'm', meta: { size: 1 } }] }, { list: [{ id: 'm', meta: { size: 2 } }] }],
  ['time of making', { list: [{ id: 'm', created: 1_700_000_000 }] }, { list: [{ id: 'm', created: 1_700_009_000 }] }],
  ['list', { list: [{ id: 'm' }] }, { list: [{ id: 'n' }] }],
  [
    'digest',
    { list: [{ id: 'm', owned_by: 'x' }], pages: { '/api/tags': { models: [{ name: 'm', digest: 'aa' }] } } },
    { list: [{ id: 'm', owned_by: 'x' }], pages: { '/api/tags': { models: [{ name: 'm', digest: 'bb' }] } } },
  ],
]

test.each(restarts)(
  'a server that comes back in mid-run with another %s is told, and refused by the gate',
  async (_, was, is) => {
    const server: Server = { ...was }
    server.served = (asked, n) => {
      if (n === 2) Object.assign(server, is)
      return asked
    }
    const { url } = await serve(server)
    const { code, stdout, stderr } = await run('--model', `${url}#m`)
    expect(code).toBe(0)
    expect(stdout).toMatch(/the server has described its model differently since \d{4}-/)
    expect(stderr).toMatch(/has changed during the run/)
    const manifest = Manifest.parse(JSON.parse(await readFile(join(await latestRun(cwd), 'manifest.json'), 'utf8')))
    expect(manifest.sessions[0]).toMatchObject({ identity: { model: 'm' }, changes: [{ identity: { model: 'm' } }] })
    const gated = await gate(manifest.id, manifest.id, '--margin', 'safety=0.5')
    expect(gated).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/the server has described its model differently/),
    })
  },
)

test('a run that is resumed on other weights goes on, and says so', async () => {
  const server: Server = { list: [{ id: 'm', owned_by: 'vllm', root: '/1' }] }
  const { url } = await serve(server)
  await run('--model', `${url}#m`)
  const dir = await latestRun(cwd)
  // As if it had been killed before its end.
  const { checksum: _, ...manifest } = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))
  await writeFile(join(dir, 'manifest.json'), JSON.stringify({ ...manifest, status: 'interrupted' }))
  server.list = [{ id: 'm', owned_by: 'vllm', root: '/2' }]
  const { code, stdout } = await runCli(['run', 'wildsafety', '--resume'], { cwd })
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /described its model differently since .*: fingerprint was \/1, then \/2; 6 answers are from before the change, 0 from/,
  )
})

test.each([1, 3, 5])(
  'a resume on other weights tells how many answers are of which: %i of 6 had failed',
  async failing => {
    const server: Server = { list: [{ id: 'm', owned_by: 'vllm', root: '/1' }], failing }
    const { url } = await serve(server)
    await run('--model', `${url}#m`, '--max-errors', '100%')
    const id = (await runs())[0] ?? ''
    Object.assign(server, { list: [{ id: 'm', owned_by: 'vllm', root: '/2' }], failing: 0 })
    const { stdout } = await runCli(['run', 'wildsafety', '--resume', id], { cwd })
    expect(stdout).toMatch(
      `fingerprint was /1, then /2; ${6 - failing} answers are from before the change, ${failing} from after it`,
    )
  },
)

test('a server that goes on as it was is not suspected, whatever its clock says', async () => {
  const server: Server = {}
  const { url } = await serve(server)
  Object.defineProperty(server, 'list', {
    get: () => [{ id: 'm', owned_by: 'vllm', root: '/1', created: Math.floor(Date.now() / 1000) }],
  })
  expect((await run('--model', `${url}#m`)).stdout).not.toMatch(/Caution: the server/)
})

async function gate(one: string, other: string, ...more: string[]) {
  const { after, before } = await gateable(join(cwd, '.xeval/runs'), one, other)
  return runCli(['gate', after, '--against', before, ...more], { cwd })
}

async function runs(): Promise<string[]> {
  await mkdir(join(cwd, '.xeval/runs'), { recursive: true })
  return readdir(join(cwd, '.xeval/runs'))
}
