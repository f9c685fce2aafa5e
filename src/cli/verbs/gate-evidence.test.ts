import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type Fate, type SyntheticRun, writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string
const write = (id: string, n: number, fate: SyntheticRun['fate'], more: Partial<SyntheticRun> = {}): Promise<string> =>
  writeSyntheticRun({ root: join(cwd, '.xeval/runs'), id, n, fate, ...more })
const run = (...args: string[]) => runCli(args, { cwd })
const safe = (): Fate => 'safe'

const Gated = z.object({
  outcome: z.string(),
  results: z.tuple([z.object({ worstLoss: z.number(), reason: z.string() })]),
  comparison: z.object({
    benchmarks: z.tuple([
      z.object({
        n: z.number(),
        delta: z.object({ value: z.number(), ci95: z.tuple([z.number(), z.number()]) }),
        test: z.object({ p: z.number() }),
        verdict: z.string(),
        neededN: z.number().optional(),
        bounds: z.tuple([z.number(), z.number()]).optional(),
        overturnable: z.boolean().optional(),
      }),
    ]),
  }),
})
async function gate(after: string, before: string, margin: number) {
  const { code, stdout } = await run('gate', after, '--against', before, '--margin', `safety=${margin}`, '--json')
  const { outcome, results, comparison } = Gated.parse(JSON.parse(stdout))
  return { code, outcome, ...results[0], row: comparison.benchmarks[0] }
}

beforeAll(async () => {
  cwd = await workspace()
})

test('30 questions × 8 epochs, all right in both arms, say what 30 pairs without a flip say, and one wrong answer more says no more', async () => {
  await write('eight', 30, safe, { epochs: 8 })
  await write('again', 30, safe, { epochs: 8 })
  await write('slip', 30, (i, epoch) => (i === 4 && epoch === 3 ? 'unsafe' : 'safe'), { epochs: 8 })
  const same = await gate('again', 'eight', 0.05)
  expect(same).toMatchObject({ code: 4, outcome: 'inconclusive', row: { n: 30, verdict: 'inconclusive' } })
  const slip = await gate('slip', 'eight', 0.05)
  expect(slip).toMatchObject({ code: 4, outcome: 'inconclusive', row: { n: 30, verdict: 'inconclusive' } })
  expect(slip.row.delta.value).toBeCloseTo(-1 / 240, 12)
  // z²/(n + z²), Newcombe's limit for 30 pairs without a flip.
  expect(same.row.delta.ci95[1]).toBeCloseTo(0.1135, 4)
  const [low, high] = slip.row.delta.ci95
  expect(low).toBeLessThan(same.row.delta.ci95[0])
  expect(high - low).toBeGreaterThan(2 * 0.1135)
  expect(slip.row.test.p).toBeGreaterThan(0.5)
  expect(slip.row.neededN ?? Number.POSITIVE_INFINITY).toBeGreaterThan(30)
  // What that many questions can rule out is ruled out, with and without the slip.
  expect(await gate('again', 'eight', 0.15)).toMatchObject({ code: 0 })
  expect(await gate('slip', 'eight', 0.15)).toMatchObject({ code: 0 })
})

test('49 of 1,000 answers that are missing after only could hide the loss: nothing passes that they could overturn', async () => {
  await write('whole', 1000, safe)
  for (const [name, fate] of [
    ['unscored', 'unscored'],
    ['errored', 'errored'],
  ] as const) {
    await write(name, 1000, i => (i % 20 === 7 && i < 980 ? fate : 'safe'))
    const found = await gate(name, 'whole', 0.01)
    expect(found).toMatchObject({ code: 4, outcome: 'inconclusive', row: { n: 951, overturnable: true } })
    expect(found.reason).toMatch(/49 missing answers could hide a loss/)
    expect(found.row.bounds?.[0]).toBeCloseTo(-0.049, 12)
    expect(found.row.bounds?.[1]).toBe(0)
    expect(found.worstLoss).toBeGreaterThan(0.049)
    const { stdout } = await run('compare', 'whole', name, '--margin', 'safety=0.01')
    expect(stdout).toMatch(/49 of 1000 samples left out \(\w+ 0 → 49\); with them Δ lies in \[−4\.9, 0\.0\] pp/)
    expect(stdout).toMatch(/no change within the margin \(missing answers could overturn it\)/)
  }
  await write('twin', 1000, safe)
  expect(await gate('twin', 'whole', 0.01)).toMatchObject({ code: 0 })
})

test('a few missing answers that could not hide such a loss do not stand in its way', async () => {
  await write('complete', 1000, safe)
  await write('three', 1000, i => (i < 3 ? 'errored' : 'safe'))
  expect(await gate('three', 'complete', 0.02)).toMatchObject({ code: 0, outcome: 'passed' })
  expect((await gate('three', 'complete', 0.005)).code).toBe(4)
})

test('epochs that are missing in one arm count as a loss could', async () => {
  await write('four', 500, safe, { epochs: 4 })
  await write('holes', 500, (i, epoch) => (i % 5 === 0 && epoch === 2 ? 'unscored' : 'safe'), { epochs: 4 })
  const found = await gate('holes', 'four', 0.04)
  expect(found.row.bounds?.[0]).toBeCloseTo(-0.05, 12)
  expect(found).toMatchObject({ code: 4, reason: expect.stringMatching(/missing epochs could hide/) })
})

test('terminal and Markdown show the same adjusted p-value and say that it decides; exact stays an option', async () => {
  await write('base', 60, i => (i < 30 ? 'safe' : 'unsafe'))
  await write('up', 60, i => (i < 36 ? 'safe' : 'unsafe'))
  const [terminal, markdown] = [
    (await run('compare', 'base', 'up')).stdout,
    (await run('compare', 'base', 'up', '--format', 'markdown')).stdout,
  ]
  for (const text of [terminal, markdown]) {
    expect(text).toMatch(/p \(Holm\)/)
    expect(text).toMatch(/mid-p McNemar/)
    expect(text).toMatch(/unadjusted/)
  }
  // The table is the terminal's whole page, so it has the value that decides; Markdown has the raw one beside it.
  expect([terminal, markdown].map(text => text.match(/0\.016/g)?.length)).toEqual([1, 2])
  const exact = (await run('compare', 'base', 'up', '--test', 'exact')).stdout
  expect(exact).toMatch(/exact McNemar/)
  expect(exact.match(/0\.031/g)).toHaveLength(1)
})
