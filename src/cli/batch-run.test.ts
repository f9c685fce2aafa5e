import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, truncate } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { type MockEndpoint, type MockOptions, startMockEndpoint } from '../testing/index.ts'

const root = join(import.meta.dirname, '..', '..')
const main = join(root, 'dist/src/cli/main.js')
const closers: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closers.splice(0).map(close => close())))

const CANARY = 'canary-key-3f9a61'

interface Setup {
  out: string
  endpoint: MockEndpoint
  vendor: 'openai' | 'anthropic'
}

async function setUp(vendor: Setup['vendor'], batch: MockOptions['batch'] = {}): Promise<Setup> {
  const endpoint = await startMockEndpoint({ seed: 3, models: ['target', 'judge'], batch, apiKey: CANARY })
  closers.push(endpoint.close)
  return { endpoint, vendor, out: await mkdtemp(join(tmpdir(), 'xeval-batch-')) }
}

/** The real command in its own process. */
function xeval({ out, endpoint }: Setup, ...args: string[]) {
  const child = spawn(process.execPath, [main, ...args, '--out', out], {
    env: {
      PATH: process.env['PATH'],
      NO_COLOR: '1',
      XEVAL_HOME: join(out, 'home'),
      XEVAL_API_KEY: CANARY,
      ANTHROPIC_API_KEY: CANARY,
      ANTHROPIC_BASE_URL: endpoint.url.replace('/v1', ''),
    },
  })
  const texts = { stdout: '', stderr: '' }
  child.stdout.on('data', chunk => (texts.stdout += chunk))
  child.stderr.on('data', chunk => (texts.stderr += chunk))
  const ended = once(child, 'close').then(([code]) => ({ code, ...texts }))
  return { ended, kill: () => child.kill('SIGKILL') }
}

const modelsOf = ({ endpoint, vendor }: Setup): string[] =>
  vendor === 'openai'
    ? ['--model', `${endpoint.url}#target`, '--judge', `${endpoint.url}#judge`]
    : ['--model', 'anthropic/target', '--judge', 'anthropic/judge']

const run = (setup: Setup, ...args: string[]) => xeval(setup, 'run', 'safety', ...modelsOf(setup), '--json', ...args)

async function runDirOf({ out }: Setup): Promise<string> {
  const name = (await readdir(out)).find(entry => entry.includes('_safety_'))
  if (name === undefined) throw new Error('there is no run yet')
  return join(out, name)
}

/** What was measured, without what names the run. */
const benchmarksOf = (stdout: string): unknown => JSON.parse(stdout).benchmarks

const journalOf = async (setup: Setup): Promise<Record<string, unknown>[]> =>
  (await readFile(join(await runDirOf(setup), 'batches.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

const kindsOf = (setup: Setup): Promise<unknown[]> =>
  journalOf(setup).then(
    events => events.map(({ kind }) => kind),
    () => [],
  )

async function live(vendor: Setup['vendor']): Promise<unknown> {
  const { code, stdout, stderr } = await run(await setUp(vendor)).ended
  expect(stderr).not.toContain('error')
  expect(code).toBe(0)
  return benchmarksOf(stdout)
}

async function expectNoCanary(folder: string, ...texts: string[]): Promise<void> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of names) {
    if (!entry.isFile()) continue
    expect(await readFile(join(entry.parentPath, entry.name), 'utf8'), entry.name).not.toContain(CANARY)
  }
  for (const text of texts) expect(text).not.toContain(CANARY)
}

for (const vendor of ['openai', 'anthropic'] as const) {
  test(`a run killed after its batch was submitted to ${vendor} is collected by --resume and equals the live run`, async () => {
    const setup = await setUp(vendor, { delayMs: 700, failRate: 0.05, expireRate: 0.1 })
    const first = run(setup, '--batch')
    await expect.poll(() => kindsOf(setup), { timeout: 10_000, interval: 20 }).toContain('created')
    first.kill()
    await first.ended
    await sleep(800)
    const { code, stdout, stderr } = await run(setup, '--resume').ended
    expect(stderr).toContain('Collected batch')
    expect(code).toBe(0)
    expect(benchmarksOf(stdout)).toEqual(await live(vendor))
    expect(setup.endpoint.stats()).toMatchObject({ duplicates: 0 })
    await expectNoCanary(setup.out, stdout, stderr)
  })

  test(`a batch of ${vendor} whose creation was not heard of is found again, not submitted twice`, async () => {
    const setup = await setUp(vendor, { delayMs: 300 })
    const first = run(setup, '--batch')
    await expect.poll(() => kindsOf(setup), { timeout: 10_000, interval: 5 }).toContain('created')
    first.kill()
    await first.ended
    const path = join(await runDirOf(setup), 'batches.jsonl')
    const text = await readFile(path, 'utf8')
    await truncate(path, text.indexOf('{"kind":"created"'))
    const { code, stdout } = await run(setup, '--resume').ended
    expect(code).toBe(0)
    expect((await journalOf(setup)).filter(({ kind }) => kind === 'created')).toMatchObject([
      { found: true },
      { found: false },
    ])
    expect(benchmarksOf(stdout)).toEqual(await live(vendor))
    expect(setup.endpoint.stats()).toMatchObject({ duplicates: 0 })
  })
}

test('a run killed again and again, wherever it is, pays for no answer twice', async () => {
  const setup = await setUp('openai', { delayMs: 400, failRate: 0.05, expireRate: 0.1 })
  let ending = { code: null as unknown, stdout: '' }
  for (let round = 0; ending.code !== 0 && round < 30; round++) {
    const begun = await runDirOf(setup).catch(() => undefined)
    const child = run(setup, '--batch', ...(begun === undefined ? [] : ['--resume']))
    const timer = setTimeout(child.kill, 700 + ((round * 313) % 900) + round * 60)
    ending = await child.ended
    clearTimeout(timer)
  }
  expect(benchmarksOf(ending.stdout)).toEqual(await live('openai'))
  expect(setup.endpoint.stats()).toMatchObject({ duplicates: 0 })
}, 90_000)

test('a server without a batch API is named as such, and nothing is run live instead', async () => {
  const setup = await setUp('openai')
  const server = createServer((request, response) => {
    request.resume()
    const known = request.url === '/v1/models'
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' })
    response.end(known ? '{"object":"list","data":[{"id":"target"},{"id":"judge"}]}' : '{"detail":"Not Found"}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(async () => server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`
  const { code, stderr } = await run({ ...setup, endpoint: { ...setup.endpoint, url } }, '--batch').ended
  expect(code).toBe(3)
  expect(stderr).toContain('This server has no batch API')
})
