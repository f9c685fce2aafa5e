import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Fate, writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, workspace } from '../../testing/index.ts'

let cwd: string
const run = (...args: string[]) => runCli(args, { cwd })

beforeAll(async () => {
  cwd = await workspace()
  const write = (id: string, n: number, fate: (index: number) => Fate, group?: (index: number) => string) =>
    writeSyntheticRun({ root: join(cwd, '.xeval/runs'), id, n, fate, ...(group && { group }) })
  const mixed = (index: number): Fate => (index % 10 === 0 ? 'unsafe' : 'safe')
  await write('base', 40, mixed)
  await write('base-2', 40, mixed)
  await write('grouped', 40, mixed, index => `g${index >> 2}`)
  await write('unread', 40, () => 'unscored')
})

test('a run’s whole id names it, though other ids begin with it', async () => {
  const { code, stdout } = await run('compare', 'base', 'base-2')
  expect(code).toBe(0)
  expect(stdout).toMatch(/wildsafety\s+40/)
})

test('where one run knows of clusters, they count', async () => {
  const width = async (after: string): Promise<number> => {
    const { stdout } = await run('compare', 'base', after, '--json')
    const [low, high] = JSON.parse(stdout).benchmarks[0].delta.ci95
    return high - low
  }
  expect(await width('grouped')).toBeGreaterThan(2 * (await width('base-2')))
})

test('a run without any score is reported with what failed, in every format', async () => {
  const markdown = (await run('report', 'unread')).stdout
  expect(markdown).toMatch(/\| wildsafety \| –\s+\| 0 .*\| 40 /)
  expect(markdown).toContain('No sample was scored')
  expect(markdown).not.toContain('()')
  expect((await run('report', 'unread', '--format', 'terminal')).stdout).toMatch(/wildsafety\s+–\s+0\s+–\s+0\s+40/)
  expect((await run('report', 'unread', '-o', 'x.tex')).code).toBe(0)
  expect(await readFile(join(cwd, 'x.tex'), 'utf8')).toMatch(/wildsafety[\s\S]*& --/)
  expect((await run('report', 'unread', '--lang', 'zh')).stdout).toContain('没有任何样本得分')
})

test('a plan says which models have no price, and when nothing could be detected', async () => {
  const { stdout } = await run('plan', 'wildsafety', '--model', 'openai/gpt-9', '--limit', '3')
  expect(stdout).toContain('No price for openai/gpt-9')
  expect(stdout).toMatch(/^wildsafety +3 +20% \(10%–30%\) +nothing$/m)
})

test.each([
  ['190', 'a count cannot be above n = 100, found 190'],
  ['9.5', 'expected a whole number as count, found 9.5'],
])('a published count of %s among 100 is an error that says where', async (before, message) => {
  const column = { name: 'A', kind: 'count', before, after: '91', n: 100 }
  await writeFile(join(cwd, 'table.json'), JSON.stringify({ title: 'x', columns: [column] }))
  const { code, stderr } = await run('compare', '--published', 'table.json')
  expect(code).toBe(2)
  expect(stderr.replace("can't", 'can’t')).toContain(`table.json:1: column 1 (A) before: ${message}`)
})
