import { once } from 'node:events'
import { readdir, readFile, truncate } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import {
  type CliResult,
  type MockEndpoint,
  type MockOptions,
  runCli,
  startMockEndpoint,
  workspace,
} from '../../testing/index.ts'
import { killAtStep } from '../../testing/kill-at-step.ts'

// Each starts several processes; a machine with other work needs its time.
vi.setConfig({ testTimeout: 120_000 })

const closers: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closers.splice(0).map(close => close())))

const CANARY = 'canary-key-3f9a61'
type Vendor = 'openai' | 'anthropic'

interface Setup {
  cwd: string
  endpoint: Pick<MockEndpoint, 'url' | 'stats'>
  vendor: Vendor
}

async function setUp(vendor: Vendor, batch: MockOptions['batch'] = {}): Promise<Setup> {
  const endpoint = await startMockEndpoint({ seed: 3, models: ['target', 'judge'], batch, apiKey: CANARY })
  closers.push(endpoint.close)
  return { endpoint, vendor, cwd: await workspace() }
}

/** The real command in its own process, killed as soon as `killWhen` says so. */
function run(
  { cwd, endpoint, vendor }: Setup,
  args: readonly string[],
  killWhen?: () => Promise<unknown>,
  more: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const models =
    vendor === 'openai'
      ? ['--model', `${endpoint.url}#target`, '--judge', `${endpoint.url}#judge`]
      : ['--model', 'anthropic/target', '--judge', 'anthropic/judge']
  return runCli(['run', 'safety', ...models, '--limit', '12', '--json', ...args], {
    cwd,
    env: {
      XEVAL_API_KEY: CANARY,
      ANTHROPIC_API_KEY: CANARY,
      ANTHROPIC_BASE_URL: endpoint.url.replace('/v1', ''),
      ...more,
    },
    async during(child) {
      if (killWhen === undefined) return
      await killWhen()
      child.kill('SIGKILL')
    },
  })
}

const runsOf = ({ cwd }: Setup): Promise<string[]> => readdir(join(cwd, '.xeval/runs')).catch(() => [])

async function journalOf(setup: Setup): Promise<{ path: string; text: string }> {
  const [id = ''] = await runsOf(setup)
  const path = join(setup.cwd, '.xeval/runs', id, 'batches.jsonl')
  return { path, text: await readFile(path, 'utf8').catch(() => '') }
}

/** Until the journal knows so many batches by name. */
const submitted = (setup: Setup, count: number) => (): Promise<void> =>
  expect
    .poll(async () => (await journalOf(setup)).text.split('"kind":"created"').length - 1, {
      timeout: 100_000,
      interval: 5,
    })
    .toBeGreaterThanOrEqual(count)

/** What a run that ended well measured, without what names the run. */
function benchmarksOf({ code, stdout, stderr }: CliResult): unknown {
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout).benchmarks
}

const lives = new Map<Vendor, Promise<unknown>>()
/** The same run over single requests, to an endpoint of its own that answers the same. */
function live(vendor: Vendor): Promise<unknown> {
  const known =
    lives.get(vendor) ??
    setUp(vendor)
      .then(setup => run(setup, []))
      .then(benchmarksOf)
  lives.set(vendor, known)
  return known
}

async function expectNoCanary(folder: string, ...texts: string[]): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    expect(await readFile(join(entry.parentPath, entry.name), 'utf8'), entry.name).not.toContain(CANARY)
  }
  for (const text of texts) expect(text).not.toContain(CANARY)
}

for (const vendor of ['openai', 'anthropic'] as const) {
  test(`a run killed after its batch was submitted to ${vendor} is collected by --resume and equals the live run`, async () => {
    const setup = await setUp(vendor, { delayMs: 400, failRate: 0.1, expireRate: 0.1 })
    await run(setup, ['--batch'], submitted(setup, 1))
    // The provider may finish meanwhile or later: out of order, some lines failed, some expired.
    const resumed = await run(setup, ['--resume'])
    expect(resumed.stderr).toContain('Collected batch')
    expect(resumed.code).toBe(0)
    expect(benchmarksOf(resumed)).toEqual(await live(vendor))
    expect(setup.endpoint.stats()).toMatchObject({ duplicates: 0, statuses: {} })
    await expectNoCanary(setup.cwd, resumed.stdout, resumed.stderr)
  })

  test(`a batch of ${vendor} whose creation was not heard of is found again, not submitted twice`, async () => {
    const setup = await setUp(vendor, { delayMs: 100 })
    await run(setup, ['--batch'], submitted(setup, 1))
    const { path, text } = await journalOf(setup)
    await truncate(path, text.indexOf('{"kind":"created"'))
    const resumed = await run(setup, ['--resume'])
    expect(resumed.stderr).toMatch(/^Found batch/m)
    expect(benchmarksOf(resumed)).toEqual(await live(vendor))
    expect(setup.endpoint.stats()).toMatchObject({ duplicates: 0, batches: 2 })
  })
}

test('a run killed again and again, wherever it is, pays for no answer twice', async () => {
  const setup = await setUp('openai', { delayMs: 100, failRate: 0.05, expireRate: 0.1 })
  let ending = await run(setup, ['--batch'], submitted(setup, 1))
  let kills = 0
  // Each process gets further than the one before: through opening, collecting, judging, submitting and closing.
  for (let step = 3; ending.code === 'SIGKILL'; step = Math.ceil(step * 1.3)) {
    ending = await run(setup, ['--batch', '--resume'], undefined, killAtStep(step))
    if (ending.code === 'SIGKILL') kills++
  }
  expect(kills).toBeGreaterThan(5)
  expect(setup.endpoint.stats()).toMatchObject({ duplicates: 0 })
  expect(await complete(setup, ending)).toEqual(await live('openai'))
})

/** What the run measured; one that was killed once it was complete has nothing to resume. */
async function complete(setup: Setup, ending: CliResult): Promise<unknown> {
  if (!ending.stderr.includes('no unfinished run')) return benchmarksOf(ending)
  const [id = ''] = await runsOf(setup)
  return benchmarksOf(await runCli(['report', id, '--format', 'json'], { cwd: setup.cwd }))
}

test('only the judge can go through batches, and a resume stays with that', async () => {
  const setup = await setUp('openai', { delayMs: 100 })
  await run(setup, ['--batch', 'judge'], submitted(setup, 1))
  const resumed = await run(setup, ['--resume'])
  expect(benchmarksOf(resumed)).toEqual(await live('openai'))
  const { requests, batchLines, duplicates } = setup.endpoint.stats()
  expect({ live: requests - batchLines, batchLines, duplicates }).toEqual({ live: 36, batchLines: 36, duplicates: 0 })
})

test('a server without a batch API is named as such, and nothing is run live instead', async () => {
  const paths: (string | undefined)[] = []
  const server = createServer((request, response) => {
    paths.push(request.url)
    const models = { object: 'list', data: [{ id: 'target' }, { id: 'judge' }] }
    const known = request.url === '/v1/models'
    request.resume().on('end', () => response.writeHead(known ? 200 : 404).end(JSON.stringify(known ? models : {})))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  closers.push(async () => server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`
  const setup = await setUp('openai')
  const { code, stderr } = await run({ ...setup, endpoint: { ...setup.endpoint, url } }, ['--batch'])
  expect(code).toBe(3)
  expect(stderr).toContain('This server has no batch API')
  expect(paths).toEqual(expect.arrayContaining(['/v1/files']))
  expect(paths).not.toContain('/v1/chat/completions')
})
