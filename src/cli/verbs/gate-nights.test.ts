import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { Comparison } from '../../core/comparison.ts'
import { GateReport } from '../../core/gate-result.ts'
import { Manifest } from '../../core/manifest.ts'
import { type Fate, type SyntheticRun, writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string
const write = (id: string, fate: SyntheticRun['fate'], more: Partial<SyntheticRun> = {}): Promise<string> =>
  writeSyntheticRun({ root: join(cwd, '.xeval/runs'), id, n: 400, fate, ...more })
const run = (...args: string[]) => runCli(args, { cwd })
const base = (i: number): Fate => (i % 4 === 0 ? 'unsafe' : 'safe')
/** Worse on every k-th of those that were safe. */
const lost =
  (every: number) =>
  (i: number): Fate =>
    i % every === 1 ? 'unsafe' : base(i)

async function gate(after: string, ...more: string[]) {
  const args = ['gate', after, '--against', 'nightly', '--margin', 'safety=0.05', '--json', ...more]
  const { code, stdout, stderr } = await run(...args)
  return { code, stderr, report: stdout === '' ? undefined : GateReport.parse(JSON.parse(stdout)) }
}

beforeEach(async () => {
  cwd = await workspace()
  await write('base', base)
  await run('baseline', 'set', 'nightly', 'base')
})

test('a run is not held against itself, by whatever name', async () => {
  for (const against of ['nightly', 'base', '.xeval/runs/base']) {
    const { code, stderr, stdout } = await run('gate', 'base', '--against', against, '--margin', 'safety=0.05')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/base cannot be compared with itself/)
  }
})

test('the first night sets the baseline, unless too few of its answers are there; then nights are held against it', async () => {
  await write('holes', i => (i % 5 === 0 ? 'errored' : 'safe'))
  const first = ['--against', 'fresh', '--set-if-missing', '--margin', 'safety=0.05']
  expect(await run('gate', 'holes', ...first)).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(/20\.0% of the samples/),
  })
  const set = await run('gate', 'base', ...first, '--json')
  expect(set.code).toBe(0)
  expect(GateReport.parse(JSON.parse(set.stdout))).toMatchObject({ outcome: 'baseline-set', results: [] })
  await write('one', base)
  expect((await run('gate', 'one', ...first)).stdout).toMatch(/^PASSED/)
})

test('nights are counted by baseline, with the chance of an error over all of them and the drift; a run counts once', async () => {
  for (const [id, every] of [
    ['one', 100],
    ['two', 80],
    ['three', 60],
  ] as const)
    await write(id, lost(every))
  await gate('one')
  await gate('two')
  await gate('one')
  const { report } = await gate('three')
  expect(report?.nights).toMatchObject({
    sequential: false,
    nights: [{ run: 'one' }, { run: 'two' }, { run: 'three' }],
  })
  expect(report?.nights?.falseAlarm).toBeCloseTo(0.15, 12)
  expect(report?.nights?.falsePass).toBeCloseTo(0.075, 12)
  const { stdout } = await run('gate', 'three', '--against', 'nightly', '--margin', 'safety=0.05')
  expect(stdout).toMatch(
    /nights against nightly: 3; over all of them the probability of a false alarm is up to\s+15%, and of a false pass 7\.5%/,
  )
  expect(stdout).toMatch(/wildsafety: Δ to the baseline per night: −1\.0 pp, −1\.3 pp, −1\.8 pp/)
  // Another run under the name is another baseline: its nights begin anew.
  await write('base-2', base)
  await run('baseline', 'set', 'nightly', 'base-2')
  expect((await gate('one')).report?.nights?.nights).toHaveLength(1)
})

test('--sequential spends the level over the nights: what is significant on one night alone is no alarm on the tenth', async () => {
  // 15 of 400 lost, none won: p = 0.00006 on one night.
  const worse = lost(25)
  for (let night = 1; night <= 9; night++) await write(`night-${night}`, base)
  await write('tenth', (i: number) => (i % 40 === 1 ? 'unsafe' : base(i)))
  await write('worse', worse)
  for (let night = 1; night <= 9; night++) expect((await gate(`night-${night}`, '--sequential')).code).toBe(0)
  const alone = await run('gate', 'tenth', '--against', 'base', '--margin', 'safety=0.01', '--json')
  expect(alone.code).toBe(1)
  const tenth = await gate('tenth', '--sequential', '--margin', 'safety=0.01')
  expect(tenth).toMatchObject({ code: 4, report: { nights: { sequential: true } } })
  expect(tenth.report?.nights?.alpha).toBeCloseTo((0.05 * 6) / (Math.PI * 10) ** 2, 12)
  expect(tenth.report?.nights?.falseAlarm).toBeLessThan(0.05)
  expect(tenth.report?.comparison?.alpha).toBe(tenth.report?.nights?.alpha)
  // A pass is as sure: what is ruled out at the level of one night may not be at that of the tenth.
  expect((await gate('tenth', '--sequential')).code).toBe(4)
  expect((await run('gate', 'tenth', '--against', 'base', '--margin', 'safety=0.05')).code).toBe(0)
  expect((await run('gate', 'worse', '--against', 'base', '--margin', 'safety=0.01', '--sequential')).stderr).toMatch(
    /--sequential needs a baseline, but --against is a run/,
  )
})

test('an improvement that is larger than the margin passes, and is to be looked at', async () => {
  await write('lifted', i => (i % 8 === 0 ? 'unsafe' : 'safe'))
  const { code, report } = await gate('lifted')
  expect(code).toBe(0)
  expect(report?.remarks).toMatchObject([
    { code: 'large-improvement', values: { benchmark: 'wildsafety', gain: '12.5 pp' } },
  ])
  const { stdout } = await run('gate', 'lifted', '--against', 'nightly', '--margin', 'safety=0.05', '--lang', 'zh')
  expect(stdout).toMatch(/提示：wildsafety：提高 12\.5 pp，超过界值/)
})

test('--aa widens the intervals by what one model’s two runs differ in, never gives a pass, and hides no loss beyond it', async () => {
  await write('again', i => (i % 40 === 1 ? 'unsafe' : base(i)), { manifest: { repeats: 'base' } })
  await write('calm', i => (i === 1 ? 'unsafe' : i === 4 ? 'safe' : base(i)), { manifest: { repeats: 'base' } })
  await write('worse', lost(30))
  await write('far', lost(5))
  const alone = await gate('worse', '--margin', 'safety=0.01')
  expect(alone).toMatchObject({ code: 1 })
  // Two runs of one model differ by 2.5 points: a loss of 3.5 is no longer sure.
  const noisy = await gate('worse', '--margin', 'safety=0.01', '--aa', 'again')
  expect(noisy).toMatchObject({ code: 4, report: { results: [{ why: { code: 'within-noise' } }] } })
  const [noise] = noisy.report?.noise ?? []
  expect(noise).toMatchObject({ flips: { value: 10 / 400 }, delta: { value: -10 / 400 } })
  expect(noise?.widening).toBeGreaterThan(1.5)
  // Two that differ by nothing change nothing.
  expect((await gate('worse', '--margin', 'safety=0.01', '--aa', 'calm')).report?.noise).toMatchObject([
    { widening: 1 },
  ])
  expect((await gate('worse', '--margin', 'safety=0.01', '--aa', 'calm')).code).toBe(1)
  // 20 points are beyond what the repeat explains, and a pass needs more than without it.
  expect((await gate('far', '--aa', 'again')).code).toBe(1)
  const [plain, wide] = [
    await gate('worse', '--margin', 'safety=0.09'),
    await gate('worse', '--margin', 'safety=0.09', '--aa', 'again'),
  ]
  expect(plain.code).toBe(0)
  expect(wide.report?.results[0]?.worstLoss).toBeGreaterThan(plain.report?.results[0]?.worstLoss ?? 1)
})

test('run --aa asks the model twice, takes no answer from the cache, and prints how often scores change by themselves', async () => {
  const asked = new Set<string>()
  const again = (prompt: string): boolean => asked.size === asked.add(prompt).size
  const server = await startMockEndpoint({
    models: ['sft'],
    // Every tenth question is answered otherwise when it is asked again.
    answer: ({ prompt }) => (/7\?/.test(prompt) && again(prompt) ? 'You are an idiot.' : 'I cannot help with that.'),
  })
  const rows = Array.from({ length: 100 }, (_, i) =>
    JSON.stringify({ query: `Question ${i}?`, category: 'c', language: 'en' }),
  )
  await writeFile(join(cwd, 'own.jsonl'), `${rows.join('\n')}\n`)
  await run('pull', 'wildsafety', '--from', 'own.jsonl')
  const out = join(cwd, 'aa')
  const { code, stdout } = await run(
    ...[
      'run',
      'wildsafety',
      '--model',
      `${server.url}#sft`,
      '--judge',
      'refusal-rules',
      '--aa',
      '--json',
      '--out',
      out,
    ],
  )
  await server.close()
  expect(code).toBe(0)
  const { analyses } = JSON.parse(stdout)
  const found = analyses.at(-1).data
  expect(found.noise).toMatchObject([
    { benchmark: 'wildsafety', n: 100, flips: { value: 0.1 }, delta: { value: -0.1 } },
  ])
  const manifest = Manifest.parse(JSON.parse(await readFile(join(out, found.run, 'manifest.json'), 'utf8')))
  expect(manifest.repeats).toBeDefined()
  expect(manifest.counts?.cached).toBe(0)
  const report = await readFile(join(out, manifest.repeats ?? '', 'report.md'), 'utf8')
  expect(report).toMatch(/A\/A: the same model run twice[\s\S]*10\S*0% \S*5\.5%, 17\.4%/)
})

test('compare --bayes gives the posterior beside the figures, in every report and as JSON', async () => {
  await write('slip', i => (i % 100 === 1 ? 'unsafe' : base(i)))
  const args = ['compare', 'base', 'slip', '--margin', 'safety=0.05', '--bayes', 'jeffreys']
  const [row] = Comparison.parse(JSON.parse((await run(...args, '--json')).stdout)).benchmarks
  expect(row?.table).toEqual({ both: 296, beforeOnly: 4, afterOnly: 0, neither: 100 })
  // Jeffreys: (0.5 − 4.5) / 402.
  expect(row?.posterior).toMatchObject({ prior: 'jeffreys', mean: -4 / 402 })
  expect(row?.posterior?.loss).toBeCloseTo(0.985, 3)
  expect(row?.posterior?.lossBeyondMargin).toBeLessThan(0.001)
  expect((await run(...args)).stdout).toMatch(/Posterior of the difference\s+benchmark +n +Δ, 95% credible interval/)
  expect((await run(...args, '--lang', 'zh', '--format', 'markdown')).stdout).toMatch(
    /差值的后验分布[\s\S]*P\(变差超过界值\)/,
  )
  expect((await run('compare', 'base', 'slip')).stdout).not.toMatch(/Posterior/)
})
