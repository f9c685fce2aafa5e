import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { Comparison } from '../../core/comparison.ts'
import { holm } from '../../stats/multiplicity.ts'
import { runCli, workspace } from '../../testing/index.ts'

let cwd: string
let runs: string[]
const cli = (...args: string[]) => runCli(args, { cwd })
beforeAll(async () => {
  cwd = await workspace()
  await cli('run', 'safety', '--before', 'demo/before', '--after', 'demo/after')
  runs = (await readdir(join(cwd, '.xeval/runs'))).sort(
    (a, b) => Number(a.includes('after')) - Number(b.includes('after')),
  )
}, 120_000)

const compared = async (...args: string[]): Promise<Comparison> =>
  Comparison.parse(JSON.parse((await cli('compare', ...runs, '--json', ...args)).stdout))

test('a primary endpoint is tested at the whole level, and the others only behind it', async () => {
  const plain = await compared()
  const [first] = plain.benchmarks
  const gated = await compared('--primary', 'mean')
  const p = gated.suiteScore?.test.p ?? 1
  expect(gated.primary).toBe('mean')
  expect(gated.suiteScore?.test.pAdjusted).toBe(p)
  const others = holm(plain.benchmarks.map(({ test }) => test.p)).map(own => Math.max(p, own))
  expect(gated.benchmarks.map(({ test }) => test.pAdjusted)).toEqual(others)
  const byName = await compared('--primary', first?.name ?? '')
  expect(byName.benchmarks[0]?.test.pAdjusted).toBe(first?.test.p)
})

test('every report says which endpoint is primary and how the others are claimed, in both languages', async () => {
  for (const [format, ...marks] of [
    ['terminal', 'mean (primary)', 'p (gatekept, Holm)', 'Primary endpoint: mean, tested at 0.05'],
    ['markdown', '(primary)', 'p (gatekept, Holm)', 'serial gatekeeping; Dmitrienko'],
    ['latex', 'mean (primary)', 'Primary endpoint: mean', 'serial gatekeeping'],
    ['html', '(primary)', 'p (gatekept, Holm)', 'Primary endpoint: mean'],
    ['json', '"primary": "mean"'],
  ] as const) {
    const { stdout } = await cli('compare', ...runs, '--primary', 'mean', '--format', format)
    for (const mark of marks) expect(stdout).toContain(mark)
  }
  const { stdout } = await cli('compare', ...runs, '--primary', 'mean', '--lang', 'zh', '--format', 'markdown')
  for (const mark of ['（主要终点）', 'p（守门，Holm）', '主要终点：平均', '序贯守门']) expect(stdout).toContain(mark)
})

test('an endpoint that no run has is refused, before a run too', async () => {
  const refused = await cli('compare', ...runs, '--primary', 'flame')
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.stderr).toContain('flames')
  const early = await cli('run', 'safety', '--before', 'demo/before', '--after', 'demo/after', '--primary', 'simpleqa')
  expect(early).toMatchObject({ code: 2 })
  expect(early.stderr).toContain('primary endpoint')
})

test('without one, a report says on how many benchmarks the model changed at least, and the JSON which', async () => {
  const { conjunction } = await compared()
  const { k = 0, improved, regressed } = conjunction ?? {}
  expect(k).toBeGreaterThan(1)
  const report = (await cli('report', ...runs)).stdout
  expect(report).toContain('partial conjunction')
  expect(report).toContain(`at least ${improved?.atLeast} of ${k} benchmarks improved`)
  expect(report).toContain(`at least ${regressed?.atLeast} of ${k} benchmarks regressed`)
  expect((await cli('report', ...runs, '--lang', 'zh')).stdout).toContain(
    `${k} 个基准中至少 ${improved?.atLeast} 个变好`,
  )
  expect((await compared('--primary', 'mean')).conjunction).toBeUndefined()
})

test('a screen names the benchmarks where no pair changed in one line, and has no word of a count of 0', async () => {
  const text = (await cli('compare', ...runs)).stdout
  expect(text).toContain('no pair changed: flames, diasafety, wildsafety')
  for (const more of ['conjunction', 'at least 0', 'none of the']) expect(text).not.toContain(more)
  expect((await cli('compare', ...runs, '--lang', 'zh')).stdout).toContain('各对样本均无变化：flames')
})
