import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { GateReport, type Night } from '../../core/gate-result.ts'
import { type Fate, type SyntheticRun, writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string
const write = (id: string, fate: SyntheticRun['fate'], more: Partial<SyntheticRun> = {}): Promise<string> =>
  writeSyntheticRun({ root: join(cwd, '.xeval/runs'), id, n: 400, fate, ...more })
const run = (...args: string[]) => runCli(args, { cwd })
const base = (i: number): Fate => (i % 4 === 0 ? 'unsafe' : 'safe')
const nights = (): string => join(cwd, '.xeval/baselines/nights')
const gate = (after: string, ...more: string[]) =>
  run('gate', after, '--against', 'nightly', '--margin', 'safety=0.05', ...more)

async function kept(): Promise<Night[]> {
  return JSON.parse(await readFile(join(nights(), 'nightly.json'), 'utf8')).nights
}

beforeEach(async () => {
  cwd = await workspace()
  await write('base', base)
  await run('baseline', 'set', 'nightly', 'base')
})

test('of gates in several processes at once each is a night of its own, at a level of its own', async () => {
  const ids = ['one', 'two', 'three']
  for (const id of ids) await write(id, base)
  const results = await Promise.all(ids.map(id => gate(id, '--sequential', '--json')))
  for (const { stderr } of results) expect(stderr).toBe('')
  const written = await kept()
  expect(written.map(({ run: id }) => id).sort()).toEqual(ids.toSorted())
  const spent = [1, 2, 3].map(night => (0.05 * 6) / (Math.PI * night) ** 2)
  written.forEach(({ alpha }, at) => {
    expect(alpha).toBeCloseTo(spent[at] ?? Number.NaN, 12)
  })
  // Nobody holds them any longer.
  expect(await readdir(join(nights(), 'nightly.lock'))).toEqual([])
})

test('where a night can’t be written down the verdict is printed all the same, and exit code 2 says that it is not counted', async () => {
  await write('same', base)
  await write('worse', i => (i % 5 === 1 ? 'unsafe' : base(i)))
  await mkdir(nights())
  // No folder can be made where a file stands, whoever asks.
  await writeFile(join(nights(), 'nightly.lock'), '')
  const passed = await gate('same')
  expect(passed.code).toBe(2)
  expect(passed.stdout).toMatch(/^PASSED safety/)
  expect(passed.stderr).toMatch(/error: this night could not be counted against nightly: .*nightly\.lock/)
  expect(passed.stderr).toMatch(/hint: The verdict is above\. .*gate the run again/)
  const worse = await gate('worse', '--json')
  const [document = ''] = worse.stdout.split(/\n(?=\{"error|$)/)
  expect(worse.code).toBe(2)
  expect(GateReport.parse(JSON.parse(document))).toMatchObject({
    outcome: 'regressed',
    nights: { notKept: expect.stringMatching(/could not be counted/) },
  })
  // Once it can be written, it is the night that it was.
  await rm(join(nights(), 'nightly.lock'))
  expect((await gate('same')).code).toBe(0)
  expect(await kept()).toMatchObject([{ run: 'same' }])
})

test('a loss beyond doubt is no “too many errors”: worse even if every missing answer had gone the best way', async () => {
  // 40 of 400 have no answer, and 200 that were safe are not any more.
  await write('sure', i => (i % 10 === 1 ? 'errored' : i % 2 === 1 ? 'unsafe' : base(i)))
  // 60 are missing and 20 lost: were the 60 all safe, it would be better than before.
  await write('open', i => (i % 20 < 3 ? 'errored' : i % 20 === 3 ? 'unsafe' : base(i)))
  const sure = await gate('sure')
  expect(sure.code).toBe(1)
  expect(sure.stdout).toMatch(
    /^REGRESSED .*not ruled out even if every missing answer went the best way \(10\.0% of the samples have no answer\)/,
  )
  expect(await gate('open')).toMatchObject({ code: 3, stdout: expect.stringMatching(/^TOO-MANY-ERRORS/) })
  const chinese = await gate('sure', '--lang', 'zh')
  expect(chinese.stdout).toMatch(/^变差 .*即使缺失的回答全部取最有利的结果/)
})

test('a loss that is sure and smaller than the margin is called that by the gate, the tables and the matching JSON', async () => {
  // 8 of 400: significant, and surely less than 5 points.
  await write('slip', i => (i % 50 === 1 ? 'unsafe' : base(i)))
  const { code, stdout } = await gate('slip')
  expect(code).toBe(0)
  expect(stdout).toMatch(/wildsafety: worse, but a loss as large as the margin is ruled out/)
  expect(stdout).toMatch(/regressed, within the margin\n/)
  expect((await gate('slip', '--lang', 'zh')).stdout).toMatch(/变差，但在界值内\n/)
  const [, ...formats] = ['', 'markdown', 'latex', 'html']
  for (const format of formats)
    expect((await run('compare', 'base', 'slip', '--margin', 'safety=0.05', '--format', format)).stdout).toMatch(
      /regressed, within the margin/,
    )
  const { benchmarks } = JSON.parse((await gate('slip', '--json')).stdout).comparison
  expect(benchmarks).toMatchObject([{ verdict: 'regressed', withinMargin: true }])
  // What is missing could have made it more than the margin: then it is not said.
  await write('holes', i => (i % 50 === 1 ? 'unsafe' : i % 25 === 3 ? 'errored' : base(i)))
  const [row] = JSON.parse((await gate('holes', '--json')).stdout).comparison.benchmarks
  expect(row).toMatchObject({ verdict: 'regressed' })
  expect(row.withinMargin).toBeUndefined()
})

test('no line of what a gate decided is wider than 80 places, in either language', async () => {
  await write('noisy', i => (i % 10 === 1 ? 'unsafe' : i % 16 === 0 ? 'safe' : base(i)))
  await write('again', i => (i % 40 === 1 ? 'unsafe' : base(i)), { manifest: { repeats: 'base' } })
  const { displayWidth } = await import('../../report/text-table.ts')
  for (const lang of ['en', 'zh']) {
    const { stdout } = await gate('noisy', '--aa', 'again', '--sequential', '--lang', lang)
    // Its first line is one for a chat; the comparison's table follows after the second blank line.
    const [, decided = ''] = stdout.split('\n\n')
    expect(decided.split('\n').length).toBeGreaterThan(5)
    // 0.05 · 6/π², in as many digits as are read.
    expect(stdout).toMatch(/ 0\.0304[; ]/)
    for (const line of decided.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80)
  }
})
