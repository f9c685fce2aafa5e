import { execFile } from 'node:child_process'
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { builtIn } from '../../registry/built-in.ts'
import { checkCompareSettings } from '../../run/compare-options.ts'
import { type Fate, type SyntheticRun, writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string
const root = (): string => join(cwd, '.xeval/runs')
const write = (id: string, fate: (index: number) => Fate, more: Partial<SyntheticRun> = {}): Promise<string> =>
  writeSyntheticRun({ root: root(), id, n: 400, fate, ...more })
const run = (...args: string[]) => runCli(args, { cwd })

/** Base: three of four are safe. */
const base = (i: number): Fate => (i % 4 === 0 ? 'unsafe' : 'safe')
beforeAll(async () => {
  cwd = await workspace()
  await write('base', base)
  await write('same', i => (i === 3 ? 'unsafe' : base(i)))
  await write('worse', i => (i % 4 === 0 || i % 5 === 0 ? 'unsafe' : 'safe'))
  await write('noisy', i => (i % 10 === 1 ? 'unsafe' : i % 16 === 0 ? 'safe' : base(i)))
  await write('broken', i => (i % 10 === 0 ? 'errored' : base(i)))
  await write('vague', () => 'unscored')
  await writeFile(join(cwd, 'xeval.config.json'), '{"margin": {"safety": 0.05}}')
})

const script = `
gate() { "$NODE" "$XEVAL" gate "$1" --against base > "$1.txt"; echo "$1 $?"; }
for run in same worse noisy broken vague; do gate "$run"; done
`

test('a shell script tells passed, regressed, inconclusive and too many errors by the exit code; nothing scored is inconclusive', async () => {
  const env = {
    PATH: process.env['PATH'],
    NODE: process.execPath,
    XEVAL: join(import.meta.dirname, '../../../dist/src/cli/main.js'),
    XEVAL_HOME: join(cwd, 'home'),
  }
  const stdout = await new Promise<string>((resolve, reject) => {
    execFile('bash', ['-c', script], { cwd, env }, (error, out) => (error === null ? resolve(out) : reject(error)))
  })
  expect(stdout.trim().split('\n')).toEqual(['same 0', 'worse 1', 'noisy 4', 'broken 3', 'vague 4'])
  const line = async (name: string): Promise<string> =>
    (await readFile(join(cwd, `${name}.txt`), 'utf8')).split('\n')[0] ?? ''
  expect(await line('same')).toBe('PASSED safety: 1 of 1 benchmarks passed')
  expect(await line('worse')).toMatch(/^REGRESSED safety: 0 of 1 benchmarks passed; wildsafety: worse, and a loss/)
  expect(await line('noisy')).toMatch(
    /^INCONCLUSIVE safety: .*wildsafety: a loss as large as the margin is not ruled out/,
  )
  expect(await line('broken')).toMatch(/^TOO-MANY-ERRORS safety: .*10\.0% of the samples have no answer/)
  expect(await line('vague')).toMatch(/^INCONCLUSIVE safety: .*no sample is scored in both runs/)
})

test('a loss that is sure but smaller than the margin passes, and a judge that could not score many answers does not', async () => {
  expect((await run('gate', 'worse', '--against', 'base', '--margin', 'safety=0.3')).code).toBe(0)
  await write('half', i => (i % 10 === 1 ? 'unscored' : base(i)))
  const { code, stdout } = await run('gate', 'half', '--against', 'base')
  expect({ code, line: stdout.split('\n')[0] }).toEqual({
    code: 4,
    line: expect.stringMatching(/10\.0% of the samples have no score/),
  })
})

test('on GitHub the report is the job’s summary and each failure an annotation on one line', async () => {
  const summary = join(cwd, 'summary.md')
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }
  const { code, stderr, stdout } = await runCli(['gate', 'worse', '--against', 'base', '--json'], { cwd, env })
  expect(code).toBe(1)
  expect(stderr).toBe(
    '::error title=xeval%3A wildsafety regressed::worse, and a loss as large as the margin is not ruled out\n',
  )
  const text = await readFile(summary, 'utf8')
  expect(text).toMatch(/^\*\*REGRESSED safety: .*\*\*\n\n/)
  expect(text).toMatch(/\| *wildsafety/)
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    outcome: 'regressed',
    results: [{ benchmark: 'wildsafety', outcome: 'regressed', margin: 0.05 }],
  })
})

test('a gate needs something to compare with, and a margin for every benchmark', async () => {
  const without = await run('gate', 'same')
  expect(without).toMatchObject({ code: 2, stdout: '' })
  expect(without.stderr).toMatch(/--against RUN/)
  const bare = await runCli(['gate', join(root(), 'same'), '--against', join(root(), 'base')])
  expect(bare).toMatchObject({ code: 2, stdout: '' })
  expect(bare.stderr).toMatch(/no margin for wildsafety[\s\S]*--margin safety=0\.05/)
})

test('a baseline is set, listed and held against; changed or gone, it says so and gates nothing', async () => {
  expect((await run('baseline')).stdout).toBe('no baselines yet\n')
  await write('anchor', base)
  expect((await run('baseline', 'set', 'nightly', 'anchor')).stdout).toBe('nightly is anchor\n')
  expect((await run('baseline', 'list')).stdout).toBe('nightly  anchor\n')
  expect((await run('gate', 'same', '--against', 'nightly')).code).toBe(0)
  await appendFile(join(root(), 'anchor/judgments.jsonl'), '\n')
  const changed = await run('gate', 'same', '--against', 'nightly')
  expect(changed).toMatchObject({ code: 2, stdout: '' })
  expect(changed.stderr).toMatch(
    /baseline nightly is run anchor, which has changed since[\s\S]*xeval baseline set nightly RUN/,
  )
  await rm(join(root(), 'anchor'), { recursive: true })
  expect((await run('gate', 'same', '--against', 'nightly')).stderr).toMatch(/which is gone/)
  expect(JSON.parse((await run('baseline', 'list', '--json')).stdout)).toEqual([
    { name: 'nightly', run: 'anchor', state: 'gone' },
  ])
  expect((await run('baseline', 'set', 'a/b', 'base')).stderr).toMatch(/"a\/b" is not a valid baseline name/)
})

test('runs that can’t be compared get a sentence each, and exit 2', async () => {
  await write('going', base, { manifest: { status: 'running' } })
  await write('math', base, { suite: 'reasoning', benchmark: 'math500' })
  await write('others', base, { sampleId: i => `other-${i}` })
  await write('single', base, { n: 1 })
  await write('warm', base, { manifest: { parameters: { temperature: 0.7 } } })
  const expected: [args: string[], message: RegExp][] = [
    [['base', 'going'], /going is running, not complete/],
    [['base', 'math'], /suite: safety before, reasoning after[\s\S]*--allow-diff suite/],
    [
      ['base', 'math', '--force'],
      /wildsafety: only the run before has this benchmark[\s\S]*math500: only the run after/,
    ],
    [
      ['base', 'others'],
      /wildsafety: the runs share no sample: 400 are only in the run before, 400 only in the run after/,
    ],
    [['base', 'vague'], /wildsafety: no sample is scored in both runs/],
    [['single', 'single'], /wildsafety: one sample cannot show a difference/],
    [['base', 'warm'], /"temperature":0\} before, \{"temperature":0\.7\} after[\s\S]*--allow-diff parameters/],
    [['base', 'same', '--margin', 'wildsafety=1'], /the margin of wildsafety is 1; it must be between 0 and 1/],
    [['base', 'same', '--alpha', '2'], /--alpha: /],
  ]
  for (const [args, message] of expected) {
    const { code, stdout, stderr } = await run('compare', ...args)
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' })
  }
  const allowed = await run('compare', 'base', 'warm', '--allow-diff', 'parameters,judge')
  expect(allowed.stdout).toMatch(/not comparable[\s\S]*sampling parameters/)
})

test.each([
  [{ margin: { safety: 0 } }, /the margin of safety is 0; it must be a number above 0/],
  [{ margin: { safety: -0.1 } }, /the margin of safety is -0\.1/],
  [{ margin: { saftey: 0.1 } }, /no suite or benchmark for a margin "saftey"/],
  [{ allowDiff: ['jugde'] }, /no difference to allow "jugde"/],
])('%j is refused before a run is paid for', async (settings, message) => {
  await expect(checkCompareSettings(settings, [], builtIn)).rejects.toThrow(message)
})

test('a run against itself is a valid result that says «no change» only within the margin, which the config has', async () => {
  const { code, stdout } = await run('compare', 'base', 'base', '--json', '--adjust', 'bh')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    adjust: 'bh',
    comparable: true,
    benchmarks: [
      {
        verdict: 'equivalent',
        margin: 0.05,
        flips: { improved: 0, regressed: 0 },
        note: expect.stringMatching(/none of the 400 pairs changed/),
      },
    ],
  })
  const { stdout: shown } = await run('compare', 'base', 'noisy', '--format', 'markdown')
  expect(shown).not.toMatch(/no (significant )?(change|difference|effect)(?! within the margin)/i)
})

test('runs that took other samples are paired on those of both, and the others are counted', async () => {
  const other = { manifest: {}, n: 300 }
  const dir = await write('fewer', base, other)
  const { checksum: _, ...manifest } = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))
  manifest.benchmarks[0].sampleIds = '2'.repeat(64)
  await writeFile(join(dir, 'manifest.json'), JSON.stringify(manifest))
  const comparison = JSON.parse((await run('compare', 'base', 'fewer', '--min-overlap', '0', '--json')).stdout)
  expect(comparison).toMatchObject({ comparable: true, benchmarks: [{ n: 300, unpaired: { before: 100, after: 0 } }] })
  expect(comparison.differences).toEqual([expect.stringMatching(/wildsafety sampled ids/)])
})

test('--junit writes its file, or says that there is no such report', async () => {
  await mkdir(join(cwd, 'out'), { recursive: true })
  const { code, stderr } = await run('gate', 'same', '--against', 'base', '--junit', 'out/xeval.xml')
  const listed = (await run('list', 'reports')).stdout
  if (/junit/.test(listed)) expect(await readFile(join(cwd, 'out/xeval.xml'), 'utf8')).toMatch(/<testsuite/)
  else expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/no report "junit"/) })
})
