import { cp, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { compiler, exampleFolder, installPackage, installXeval, runNode } from '../../fixtures/install.ts'
import { type CliResult, latestRun, runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const name = 'xeval-suite-letters'
const byName = ['--plugin', name]
let cwd: string
/** Before and after. */
let runs: [string, string]
/** With the config; `bare` is beside it, without one, and with the package all the same. */
const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd })
const bare = (...args: string[]): Promise<CliResult> => runCli([...args, '--config', 'none.json'], { cwd })

beforeAll(async () => {
  cwd = await workspace()
  await installXeval(cwd)
  await installPackage(exampleFolder, cwd, name)
  await writeFile(join(cwd, 'xeval.config.json'), JSON.stringify({ plugins: [name] }))
  await writeFile(join(cwd, 'none.json'), '{}')
  const { code, stderr } = await run('run', 'letters', '--before', 'counting/exact', '--after', 'counting/one-off')
  expect([code, stderr]).toEqual([0, ''])
  const latest = await manifestOf(await latestRun(cwd))
  const ids = [latest.id, latest.pair.with]
  runs = latest.pair.role === 'before' ? [ids[0], ids[1]] : [ids[1], ids[0]]
})

const manifestOf = async (dir: string) => JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))

test('the package keeps its contract, in a folder of its own, and its types', async () => {
  const folder = join(cwd, 'own')
  await cp(exampleFolder, folder, { recursive: true })
  const tested = await runNode(['--test'], folder)
  expect([tested.code, tested.output]).toEqual([0, expect.stringMatching(/^ℹ pass 6$/m)])
  expect(await runNode([compiler, '-p', '.'], folder)).toEqual({ code: 0, output: '' })
})

test('a package by name in the config runs, compares, reports and gates', async () => {
  const manifest = await manifestOf(join(cwd, '.xeval/runs', runs[0]))
  expect(manifest.plugins.map(({ kind, name }: Record<string, string>) => `${kind} ${name}`).sort()).toEqual([
    'dataset letter-words',
    'judge last-number',
    'provider counting',
    'suite letters',
  ])
  expect(manifest.plugins[0].package).toEqual({ name, version: '1.0.0' })
  expect((await run('compare', ...runs)).stdout).toMatch(/letter-count +24 +100\.0% +70\.8%/)
  expect((await run('report', ...runs, '--format', 'one-line')).stdout).toMatch(
    /^letter-count: −29\.2 pp, regressed\n$/,
  )
  const gated = await run('gate', runs[1], '--against', runs[0], '--margin', 'letters=0.05')
  expect([gated.code, gated.stdout]).toEqual([1, expect.stringMatching(/^REGRESSED letters/)])
})

test('a judge of the package asks a model of the package, in batches that the provider takes itself', async () => {
  const judge = ['--judge', 'letter-model=counting/judge', '--batch']
  const { code, stdout, stderr } = await run('run', 'letters', '--model', 'counting/one-off', ...judge)
  expect([code, stdout]).toEqual([0, expect.stringMatching(/right_rate +24 +70\.8%/)])
  expect(stderr).toMatch(/Submitted batch .*: 24 requests to counting\/one-off\n/)
  expect(stderr).toMatch(/Collected batch .*: completed, 24 of 24 lines\n/)
  expect(stderr).toMatch(/24 requests to counting\/judge\n/)
})

test('what runs in this process has no price to look up', async () => {
  const { code, stderr } = await run('run', 'letters', '--model', 'counting/exact', '--budget-usd', '1')
  expect([code, stderr]).toEqual([0, expect.stringContaining('Cost: $0.0000')])
})

test.each([
  ['plan', () => ['plan', 'letters', '--model', 'counting/exact'], /letter-count +24 +24 +0 /],
  ['compare', () => ['compare', ...runs], /letter-count +24/],
  ['report', () => ['report', ...runs, '--format', 'one-line'], /^letter-count: /],
  ['gate', () => ['gate', runs[0], '--against', runs[1], '--margin', 'letters=0.5'], /^PASSED letters/],
  ['list', () => ['list', 'providers'], /counting\/NAME: Models in this process/],
  ['show', () => ['show', 'letter-count'], /last-number/],
  ['pull', () => ['pull', 'letter-words'], /ships with its plug-in/],
  ['doctor', () => ['doctor'], /ok +plug-ins +6 of others/],
] as const)('%s takes --plugin, with a package’s name', async (_, args, shown) => {
  const { code, stdout } = await bare(...args(), ...byName)
  expect([code, stdout]).toEqual([0, expect.stringMatching(shown)])
})

test('without the package the runs compare and report with the same figures, by reports of ours', async () => {
  const [ours, theirs] = [await bare('compare', ...runs, '--json'), await run('compare', ...runs, '--json')]
  expect(JSON.parse(ours.stdout).benchmarks).toEqual(JSON.parse(theirs.stdout).benchmarks)
  const { code, stderr } = await bare('report', ...runs, '--format', 'one-lime')
  expect([code, stderr]).toEqual([2, expect.stringContaining('no report "one-lime"')])
})

test('near names and the shell know the names of the package', async () => {
  expect((await run('run', 'leters')).stderr).toContain('hint: Did you mean letters?')
  expect((await run('report', runs[0], '--format', 'one-lime')).stderr).toContain('hint: Did you mean one-line?')
  expect((await run('run', 'letters', '--model', 'countin/exact')).stderr).toContain('hint: Did you mean counting/?')
  const offered = async (...words: string[]) =>
    (await run('__complete', ...words)).stdout.split('\n').map(line => line.split('\t')[1])
  expect(await offered('run', 'lett')).toContain('letters')
  expect(await offered('run', 'letters', '--judge', 'last')).toEqual(['last-number', undefined])
  expect(await offered('compare', runs[0], runs[1], '--format', 'one')).toEqual(['one-line', undefined])
  const none = ['--config', 'none.json']
  expect(await offered('run', ...none, 'lett')).toEqual([undefined])
  expect(await offered('run', ...none, ...byName, 'lett')).toContain('letters')
})

test('a resume without the package says which plug-ins are missing, and where they were from', async () => {
  const missing = /error: \S+ needs plug-ins that are not loaded: suite letters of xeval-suite-letters, /
  for (const args of [
    ['run', 'letters', '--resume', runs[0]],
    ['run', 'safety', '--resume', runs[0]],
    ['batch', 'write', runs[0]],
  ]) {
    const { code, stderr } = await bare(...args)
    expect([code, stderr]).toEqual([2, expect.stringMatching(missing)])
    expect(stderr).toContain('or by --plugin: xeval-suite-letters.')
  }
  expect((await bare('run', 'letters', '--resume', runs[0], ...byName)).code).toBe(0)
})

test('a resume with the package changed is refused', async () => {
  const index = join(cwd, 'node_modules', name, 'index.js')
  const text = await readFile(index, 'utf8')
  await writeFile(index, `${text}\n// Changed.\n`)
  const { code, stderr } = await run('run', 'letters', '--resume', runs[0])
  await writeFile(index, text)
  expect([code, stderr]).toEqual([2, expect.stringContaining('plug-in: suite letters has been changed since')])
})

test('code compares with plug-ins by name, also where the runs’ scores have to be drawn anew', async () => {
  const dir = (id: string) => join(cwd, '.xeval/runs', id)
  const [before, after] = runs
  const scores = join(dir(after), 'scores.jsonl')
  await rename(scores, `${scores}.away`)
  const said = async (options: string): Promise<string> => {
    const code = `import { compare } from 'xeval'
compare(${JSON.stringify(before)}, ${JSON.stringify(after)}, ${options}).then(
  ({ benchmarks: [one] }) => console.log(one.name, one.verdict), ({ code }) => console.log(code))`
    return (await runNode(['--input-type=module', '--eval', code], cwd)).output.trim()
  }
  expect(await said(JSON.stringify({ plugins: [name] }))).toBe('letter-count regressed')
  expect(await said('{}')).toBe('no-scores')
  await rename(`${scores}.away`, scores)
})
