import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { Comparison } from '../../core/comparison.ts'
import { type Fate, type SyntheticRun, writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, workspace } from '../../testing/index.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let cwd: string
const cli = (...args: string[]) => runCli(args, { cwd })
const compared = async (...args: string[]) =>
  Comparison.parse(JSON.parse((await cli('compare', ...args, '--json')).stdout))

type Plan = { n: number; available: number; sampleIds: string; stratify?: string; strata?: object[] }

/** A run whose plan says what it was drawn from. */
async function drawn(id: string, fate: SyntheticRun['fate'], plan: Partial<Plan>, more: Partial<SyntheticRun> = {}) {
  const root = join(cwd, '.xeval/runs')
  const dir = await writeSyntheticRun({ root, id, n: plan.n ?? 400, fate, ...more })
  const file = join(dir, 'manifest.json')
  const { checksum: _, ...manifest } = JSON.parse(await readFile(file, 'utf8'))
  Object.assign(manifest.benchmarks[0], plan)
  await writeFile(file, JSON.stringify(manifest))
}

const fate = (i: number): Fate => (i % 4 === 0 ? 'unsafe' : 'safe')
const [all, part] = ['3'.repeat(64), '4'.repeat(64)]

beforeAll(async () => {
  cwd = await workspace()
  await drawn('whole', fate, { n: 600, available: 1000, sampleIds: all })
  await drawn('smaller', fate, { n: 300, available: 1000, sampleIds: part })
  const other = { seed: 1 }
  await drawn('other-seed', fate, { n: 300, available: 1000, sampleIds: part }, { manifest: other })
})

test('a run with a smaller --limit is compared on its samples, and the gate passes on them: the others were never asked', async () => {
  const comparison = await compared('whole', 'smaller')
  expect(comparison.warnings?.[0]).toMatchObject({ code: 'nested', values: { pairs: 300, before: 600, after: 300 } })
  const [row] = comparison.benchmarks
  expect(row).toMatchObject({ n: 300, nested: true, unpaired: { before: 300, after: 0 } })
  expect(row?.bounds).toBeUndefined()
  const gated = await cli('gate', 'smaller', '--against', 'whole', '--margin', 'safety=0.05')
  expect({ code: gated.code, text: gated.stdout.split('\n')[0] || gated.stderr }).toEqual({
    code: 0,
    text: 'PASSED safety: 1 of 1 benchmarks passed',
  })
  expect((await cli('compare', 'whole', 'smaller', '--lang', 'zh')).stdout).toContain('不作缺失处理')
})

test('what a run with a smaller --limit was never asked is not counted among its missing answers', async () => {
  const holed = (i: number): Fate => (i % 25 === 0 ? 'errored' : fate(i))
  await drawn('holed', holed, { n: 300, available: 1000, sampleIds: part })
  const shown = await cli('compare', 'whole', 'holed', '--format', 'markdown')
  expect((await cli('compare', 'whole', 'holed')).stdout).toMatch(/: 12 of 300 samples left out \(errored 0 → 12\)/)
  expect(shown.stdout).toMatch(/\| wildsafety +\| 0 → 12 +\| 0 → 0 +\| 0 → 0 +\|/)
  const gated = await cli('gate', 'holed', '--against', 'whole', '--margin', 'safety=0.05')
  expect(gated.code).toBe(4)
  expect(gated.stdout.replaceAll(/\s+/g, ' ')).toContain(
    '12 missing answers could hide a loss as large as the margin (before 0, after 12)',
  )
})

test('of another seed the same share is refused, or accepted with what is missing counted against the gate', async () => {
  const refused = await cli('compare', 'whole', 'other-seed')
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.stderr).toContain('wildsafety: the runs share only 300 samples (600 before, 300 after)')
  expect(refused.stderr).toContain('--min-overlap 0')
  expect((await cli('compare', 'whole', 'other-seed', '--min-overlap', '0.6')).code).toBe(2)
  const accepted = await cli('compare', 'whole', 'other-seed', '--min-overlap', '0.5')
  expect(accepted).toMatchObject({ code: 0 })
  expect(accepted.stdout).toContain('share only 300 samples')
  const gated = await cli('gate', 'other-seed', '--against', 'whole', '--margin', 'safety=0.05', '--min-overlap', '0')
  expect(gated.code, gated.stderr).toBe(4)
})

test('over several answers a question the JSON has the interval for these very questions beside that for others', async () => {
  const noisy = (shift: number) => (i: number, epoch: number) =>
    (i * 7 + epoch * 3 + shift) % 5 === 0 ? 'unsafe' : fate(i)
  const plan = { n: 60, available: 60, sampleIds: all }
  await drawn('thrice', noisy(0), plan, { epochs: 3, manifest: { epochs: 3 } })
  await drawn('again', noisy(2), plan, { epochs: 3, manifest: { epochs: 3 } })
  const [row] = (await compared('thrice', 'again')).benchmarks
  expect(row?.fixedQuestions).toMatchObject({ answers: 3 })
  const [low = 1, high = 0] = row?.fixedQuestions?.ci95 ?? []
  expect(low).toBeLessThan(row?.delta.value ?? Number.NaN)
  expect(high).toBeGreaterThan(row?.delta.value ?? Number.NaN)
  const once = { n: 60, available: 60, sampleIds: all }
  await drawn('one', fate, once)
  await drawn('two', fate, once)
  expect((await compared('one', 'two')).benchmarks[0]?.fixedQuestions).toBeUndefined()
})
