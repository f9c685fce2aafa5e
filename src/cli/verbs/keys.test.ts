import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { latestRun, runCli, startMockEndpoint, startScriptedEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const KEYS = {
  XEVAL_API_KEY: 'sk-canary-any-host-1111',
  GPU_KEY: 'sk-canary-bound-2222',
  OPENAI_API_KEY: 'sk-canary-openai-3333',
  ANTHROPIC_API_KEY: 'sk-canary-anthropic-4444',
}
const inUrl = 'sk-canary-url-5555'
const inQuery = 'canary-query-6666'
const all = [...Object.values(KEYS), inUrl, inQuery]
let cwd: string
const cli = (...args: string[]) => runCli(args, { cwd, env: { ...KEYS, XEVAL_HOME: join(cwd, 'home') } })

beforeAll(async () => {
  cwd = await workspace()
})

/** Refuses every question, and repeats what it was sent. */
const startRefusing = () =>
  startScriptedEndpoint(({ headers, path }) => ({
    status: 400,
    body: { error: { message: `refused ${headers.authorization} at ${path}` } },
  }))

/** Every file beneath a folder that holds one of the keys. */
async function leaksIn(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name)
    if (!(await stat(path)).isFile()) continue
    const text = await readFile(path, 'latin1')
    found.push(...all.filter(key => text.includes(key)).map(key => `${name}: ${key}`))
  }
  return found
}

test('no key reaches a file or an output, whatever the server repeats of it', async () => {
  const endpoint = await startMockEndpoint({ answer: () => `I was called with ${all.join(' and ')}` })
  const failing = await startRefusing()
  const { port } = new URL(endpoint.url)
  const bad = new URL(failing.url).port
  const said: string[] = []
  for (const args of [
    ['run', 'diasafety', '--limit', '2', '--model', `${endpoint.url}#m`, '--judge', 'refusal-rules'],
    [
      'run',
      'diasafety',
      '--limit',
      '2',
      '--model',
      `http://${inUrl}@127.0.0.1:${port}/v1?key=${inQuery}#m`,
      '--judge',
      'refusal-rules',
    ],
    ['run', 'diasafety', '--limit', '2', '--model', `${endpoint.url}#m`, '--api-key-env', `127.0.0.1:${port}=GPU_KEY`],
    ['run', 'diasafety', '--limit', '2', '--model', `http://${inUrl}@127.0.0.1:${bad}/v1?key=${inQuery}#m`],
    ['run', 'diasafety', '--model', `htp://${inUrl}@127.0.0.1/v1?key=${inQuery}#m`],
    ['run', 'diasafety', '--model', `http//${inUrl}@127.0.0.1/v1?key=${inQuery}#m`],
    ['run', 'diasafety', '--model', `http://${inUrl}@[bad/v1?key=${inQuery}#m`],
    ['run', 'diasafety', '--model', `${endpoint.url}#m`, '--judge', `safety-llm=htp://${inUrl}@h/v1?key=${inQuery}`],
    ['run', 'diasafety', '--model', `${endpoint.url}#m`, '--api-key-env', `127.0.0.1=${inUrl}`],
    ['list', 'runs', '--json'],
  ]) {
    const isRun = args[0] === 'run' && !args.includes('--judge')
    const { stdout, stderr } = await cli(...args, ...(isRun ? ['--judge', 'refusal-rules'] : []))
    said.push(`${args.join(' ').replaceAll(inUrl, '…').replaceAll(inQuery, '…')}: ${stdout}${stderr}`)
  }
  said.push(
    (await cli('show', await latestRun(cwd))).stdout,
    (await cli('report', await latestRun(cwd), '--json')).stdout,
  )
  expect(said.filter(text => all.some(key => text.includes(key)))).toEqual([])
  // The model itself repeats them in its answers, which are data and kept as they are.
  const files = await leaksIn(cwd)
  expect(files.filter(file => !/outputs\.jsonl|home\/|samples-apart/.test(file))).toEqual([])
  await endpoint.close()
  await failing.close()
})

test('a run’s files name no address that gets the key, and a key is not sent in clear to another machine', async () => {
  const clear = await cli(
    'run',
    'diasafety',
    '--limit',
    '2',
    '--model',
    'http://gpu.example.org/v1#m',
    '--judge',
    'refusal-rules',
  )
  expect([clear.code, clear.stderr]).toEqual([
    2,
    expect.stringContaining('XEVAL_API_KEY would be sent unencrypted to gpu.example.org'),
  ])

  const endpoint = await startRefusing()
  await cli('run', 'diasafety', '--limit', '2', '--model', `${endpoint.url}#m`, '--judge', 'refusal-rules')
  const dir = await latestRun(cwd)
  const manifest = await readFile(join(dir, 'manifest.json'), 'utf8')
  await writeFile(
    join(dir, 'manifest.json'),
    manifest.replaceAll(endpoint.url, 'https://evil.example.org/v1').replace(/,\s*"checksum": .*/, ''),
  )
  const resumed = await cli('run', 'safety', '--resume', dir)
  expect([resumed.code, resumed.stderr]).toEqual([
    2,
    expect.stringContaining('XEVAL_API_KEY is not sent to evil.example.org'),
  ])
  await endpoint.close()
})

test('a parameter that looks like a secret is refused before anything is written, and not repeated', async () => {
  const endpoint = await startMockEndpoint()
  const alone = await workspace()
  const run = ['run', 'diasafety', '--limit', '2', '--model', `${endpoint.url}#m`, '--judge', 'refusal-rules']
  for (const given of [`api_key=${inQuery}`, `extra_headers={"Authorization":"${inQuery}"}`, `user=${inUrl}`]) {
    const { code, stdout, stderr } = await runCli([...run, '--param', given], { cwd: alone })
    expect([code, stderr]).toEqual([2, expect.stringContaining('looks like a secret')])
    expect(all.filter(key => `${stdout}${stderr}`.includes(key))).toEqual([])
  }
  expect(await leaksIn(alone)).toEqual([])
  await endpoint.close()
})

test('the command that resumes names the variable or file of the key again, and a key comes from a file', async () => {
  const endpoint = await startRefusing()
  const { host } = new URL(endpoint.url)
  await writeFile(join(cwd, 'key.txt'), `${inUrl}\n`)
  const bound = ['--api-key-env', `${host}=@key.txt`]
  const run = ['run', 'diasafety', '--limit', '2', '--judge', 'refusal-rules']
  const { stdout, stderr } = await cli(...run, '--model', `${endpoint.url}#m`, ...bound)
  expect(`${stdout}${stderr}`).toContain(`--api-key-env ${host}=@key.txt`)
  expect(`${stdout}${stderr}`).not.toContain(inUrl)
  expect(endpoint.requests.some(({ headers }) => headers.authorization === `Bearer ${inUrl}`)).toBe(true)
  await endpoint.close()
})
