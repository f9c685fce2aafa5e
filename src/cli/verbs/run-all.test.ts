import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { Comparison } from '../../core/comparison.ts'
import { startForTest } from '../../testing/fixtures/start-for-test.ts'
import { runCli, workspace } from '../../testing/index.ts'

let cwd: string
beforeEach(async () => {
  cwd = await workspace()
})

const all = (...args: string[]) => runCli(['run', 'all', ...args], { cwd })
const runsOf = async (): Promise<string[]> =>
  (await readdir(join(cwd, '.xeval/runs'), { withFileTypes: true })).flatMap(entry =>
    entry.isDirectory() ? entry.name : [],
  )

test('the demonstration of all suites is one table with one verdict line, told first, and nothing is asked', async () => {
  const { code, stdout, stderr } = await all('--limit', '6')
  expect(code).toBe(0)
  expect(stderr).toMatch(/^suite +benchmark +samples/)
  expect(stderr).toMatch(/safety +flames +6 bundled +refusal-rules +12 +0/)
  expect(stderr).toContain('Recorded answers: nothing is asked')
  expect(stderr).toContain('Left out: general: it has no recorded demonstration')
  expect(stdout.match(/^benchmark +n /gm)).toHaveLength(1)
  for (const name of ['aime2024', 'flames', 'sycophancy', 'xstest'])
    expect(stdout).toMatch(new RegExp(`^${name} `, 'm'))
  expect(stdout.match(/^Verdict: /gm)).toHaveLength(1)
  expect(await readFile(join(cwd, '.xeval/runs/all.md'), 'utf8')).toContain('| xstest')
})

test('p-values are adjusted over the benchmarks of all suites, and the result is a comparison like any other', async () => {
  const { code, stdout, stderr } = await all('--limit', '12', '--json')
  expect(code).toBe(0)
  const { suite, benchmarks } = Comparison.parse(JSON.parse(stdout))
  expect(suite).toBe('all')
  expect(stderr).toMatch(/^Verdict: /m)
  expect(benchmarks.length).toBeGreaterThan(5)
  const least = benchmarks.toSorted((a, b) => a.test.p - b.test.p)[0]
  expect(least?.test.pAdjusted).toBeCloseTo(Math.min(1, (least?.test.p ?? 1) * benchmarks.length), 10)
})

test('with a model, suites that lack a judge or a file are left out and said so; --dry-run prints the plan and asks nobody', async () => {
  const { url, stats } = await startForTest()
  const { code, stdout } = await all('--model', `${url}#m`, '--limit', '2', '--dry-run')
  expect(code).toBe(0)
  const plan = JSON.parse(stdout)
  expect(stats().requests).toBe(0)
  expect(plan).toMatchObject({ suite: 'all', demo: false })
  const left = plan.leftOut.map(({ suite, benchmark, code }: Record<string, string>) => [suite, benchmark, code])
  expect(left).toContainEqual(['safety', 'flames', 'no-judge'])
  expect(left).toContainEqual(['custom', undefined, 'no-own-file'])
  const parts = plan.parts.map(({ benchmark, n, requests }: Record<string, unknown>) => [benchmark, n, requests])
  expect(parts).toContainEqual(['xstest', 2, { model: 2, judge: 0 }])
  expect(parts).toContainEqual(['gsm8k', 2, { model: 2, judge: 0 }])
})

test('one model gives one table of figures, in Chinese too, and time is told by the run before', async () => {
  const { url } = await startForTest()
  const args = ['--model', `${url}#m`, '--limit', '2', '--max-unscored', '1', '--no-cache']
  const first = await all(...args)
  expect(first.stderr).toMatch(/^Time: unknown, since no earlier run .*xstest/m)
  expect(first.stderr).toMatch(/^No budget is set/m)
  expect(first.stdout).toMatch(/^Verdict: \d+ of \d+ benchmarks scored$/m)
  const again = await all(...args, '--lang', 'zh')
  expect(again.stderr).toMatch(/^时间：约 /m)
  expect(again.stderr).toMatch(/^未纳入：safety\/flames：需要指定评判/m)
  expect(again.stdout).toMatch(/^结论：/m)
})

test('a budget holds for all suites together, and a resume keeps what is complete', async () => {
  const { url, stats } = await startForTest({ answer: () => 'Fine, \\boxed{1}.' })
  const args = ['--model', `${url}#m`, '--limit', '2', '--max-unscored', '1', '--no-cache']
  const cut = await all(...args, '--budget-tokens', '40', '--concurrency', '1')
  expect(cut.code).toBe(3)
  expect(cut.stdout).toMatch(/^Verdict: .*not complete: /m)
  expect(cut.stderr).toMatch(/Repeat the command with --resume/)
  const asked = stats().requests
  const begun = await runsOf()
  // The budget stays that of all until another is given.
  expect((await all(...args, '--resume')).code).toBe(3)
  const { stdout } = await all(...args, '--resume', '--budget-tokens', '1000000')
  expect(stdout).toMatch(/^Verdict: \d+ of \d+ benchmarks scored$/m)
  const runs = await runsOf()
  expect(runs).toEqual(expect.arrayContaining(begun))
  // Every question once: what was answered before the stop isn't asked again.
  const planned = JSON.parse((await all(...args, '--dry-run')).stdout).parts
  const questions = planned.reduce(
    (sum: number, { requests }: { requests: { model: number } }) => sum + requests.model,
    0,
  )
  expect(stats().requests).toBe(questions)
  expect(asked).toBeLessThan(questions)
  const done = await all(...args, '--resume')
  expect(done.stdout).toBe(stdout)
  expect(stats().requests).toBe(questions)
})

test('a resume is refused where nothing was begun, with other settings, and of a broken record', async () => {
  expect(await all('--resume', '--limit', '2')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no `run all` was begun'),
  })
  await all('--limit', '2')
  expect(await all('--resume', '--limit', '3')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('begun with other models, judges, samples or parameters'),
  })
  await writeFile(join(cwd, '.xeval/runs/all.json'), '{"record":"sweep"}')
  expect(await all('--resume', '--limit', '2')).toMatchObject({ code: 2, stderr: expect.stringContaining('all.json') })
  await rm(join(cwd, '.xeval/runs/all.json'))
})

test.each([
  [['safety'], 'other suites'],
  [['--resume', 'x'], 'the name of a run'],
  [['--aa'], '--aa'],
  [['--primary', 'flames'], '--primary'],
])('`run all %s` is refused before anything begins', async (more, what) => {
  const { code, stderr } = await all(...more)
  expect([code, stderr]).toEqual([2, expect.stringContaining(`cannot be combined with ${what}`)])
})

test('a suite whose model fails does not keep the others from running, and the exit code says so', async () => {
  const { url } = await startForTest({ fault: () => 'content-filter' })
  const { code, stdout } = await all('--model', `${url}#m`, '--limit', '2', '--no-cache')
  expect(code).toBe(3)
  expect(stdout).toMatch(/^Verdict: /m)
  expect((await runsOf()).length).toBeGreaterThan(2)
})
