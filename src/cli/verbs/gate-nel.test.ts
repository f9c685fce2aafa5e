import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { compareMetric } from '../../analysis/compare-metric.ts'
import { holdAgainst } from '../../analysis/gate-rule.ts'
import { makePairedSums } from '../../analysis/metric-sums.ts'
import { withVerdict } from '../../analysis/verdict.ts'
import { type Fate, type SyntheticRun, writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { drawBinomial } from '../../stats/binomial.ts'
import { RandomBits } from '../../stats/random.ts'
import { runCli, workspace } from '../../testing/index.ts'

// What `nel gate` and `nel compare` (NVIDIA NeMo Evaluator 0.3.0) get wrong, done right; each fault is named in its test.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string
const write = (id: string, n: number, fate: SyntheticRun['fate'], more: Partial<SyntheticRun> = {}): Promise<string> =>
  writeSyntheticRun({ root: join(cwd, '.xeval/runs'), id, n, fate, ...more })
const gate = (after: string, before: string, margin = 0.05) =>
  runCli(['gate', after, '--against', before, '--margin', `safety=${margin}`, '--json'], { cwd })
const safe = (): Fate => 'safe'
beforeAll(async () => {
  cwd = await workspace()
})

const Rows = z.object({
  comparison: z.object({
    benchmarks: z.array(z.object({ n: z.number(), flips: z.object({ improved: z.number(), regressed: z.number() }) })),
  }),
})
const rowOf = (stdout: string) => Rows.parse(JSON.parse(stdout)).comparison.benchmarks[0]

test('it pairs by position: the same questions in another order are the same pairs, and other questions are none', async () => {
  await write('ordered', 300, i => (i % 3 === 0 ? 'unsafe' : 'safe'))
  const place = (i: number): number => (i * 7) % 300
  await write('shuffled', 300, i => (place(i) % 3 === 0 ? 'unsafe' : 'safe'), {
    sampleId: i => `wildsafety-${place(i)}`,
  })
  const same = await gate('shuffled', 'ordered')
  expect(rowOf(same.stdout)).toEqual({ n: 300, flips: { improved: 0, regressed: 0 } })
  expect(same.code).toBe(0)
  await write('strangers', 300, i => (i % 3 === 0 ? 'unsafe' : 'safe'), { sampleId: i => `other-${i}` })
  const none = await gate('strangers', 'ordered')
  expect(none.code).toBe(4)
  expect(none.stdout).toMatch(/the runs share no sample/)
})

test('it counts a missing reward as 0: here a missing answer is no failure, and no pass either', async () => {
  await write('whole', 1000, safe)
  await write('gaps', 1000, i => (i % 25 === 0 ? 'unscored' : 'safe'))
  const { code, stdout } = await gate('gaps', 'whole', 0.03)
  // 4 % of zeros would be a loss of 4 points, significant at any level.
  expect(rowOf(stdout)).toEqual({ n: 960, flips: { improved: 0, regressed: 0 } })
  expect(code).toBe(4)
  expect(stdout).toMatch(/40 missing answers could hide a loss/)
})

test('its interval has no width where nothing flipped: 30 questions without a flip pass no margin of 5 points', async () => {
  await write('thirty', 30, safe)
  await write('thirty-again', 30, safe)
  for (const margin of [0.01, 0.05, 0.1]) expect((await gate('thirty-again', 'thirty', margin)).code).toBe(4)
  expect((await gate('thirty-again', 'thirty', 0.15)).code).toBe(0)
})

/** What the gate says of 1,000 yes/no pairs at a margin of 5 points. */
function outcomeOf(up: number, down: number, both: number, rule: { margin?: number; relativeMargin?: number }): string {
  const sums = makePairedSums({ kind: 'mean', name: 'x', direction: 'higher-is-better', unit: 'rate' })
  const push = (count: number, was: number, is: number): void => {
    for (let i = 0; i < count; i++) sums.push(was, is, undefined)
  }
  push(up, 0, 1)
  push(down, 1, 0)
  push(both, 1, 1)
  push(1000 - up - down - both, 0, 0)
  const headline = compareMetric(sums.figure())
  if ('code' in headline) throw new Error(headline.code)
  const none = { before: 0, after: 0 }
  const counts = { pairs: 1000, errored: none, unscored: none, unpaired: none }
  const flips = { improved: up, regressed: down }
  const raw = { headline, others: [], flips, groups: {}, ...counts }
  const row = {
    ...withVerdict(headline, { alpha: 0.05, pAdjusted: headline.test.p }),
    ...{ name: 'x', bundled: false, judge: 'x', others: [], groups: {}, flips, ...counts },
  }
  const evidence = { row, raw, alpha: 0.05, level: 0.025, maxErrors: 0.05, widening: 1 }
  return holdAgainst(evidence, { benchmark: 'x', tier: 'critical', required: false, ...rule }).outcome
}

function draw(loss: number, rule: { margin?: number; relativeMargin?: number }): Record<string, number> {
  const random = new RandomBits(['nel', loss])
  const counts: Record<string, number> = {}
  for (let i = 0; i < 300; i++) {
    const up = drawBinomial(random, 1000, 0.04)
    const down = drawBinomial(random, 1000 - up, (0.04 + loss) / 0.96)
    const both = drawBinomial(random, 1000 - up - down, 0.75)
    const outcome = outcomeOf(up, down, both, rule)
    counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  return counts
}

test('it calls 284 of 300 draws without a change inconclusive (n = 1,000, flips 8 %): here nearly all pass, and none of a loss at the margin do', () => {
  const unchanged = draw(0, { margin: 0.05 })
  expect(unchanged['passed']).toBeGreaterThanOrEqual(295)
  expect(unchanged['regressed'] ?? 0).toBeLessThanOrEqual(1)
  const lost = draw(0.05, { margin: 0.05 })
  // 2.5 % of 300 are 7.5; 15 is three standard errors above.
  expect(lost['passed'] ?? 0).toBeLessThanOrEqual(15)
  expect(lost['regressed']).toBeGreaterThanOrEqual(250)
})

test('its relative guard is a point estimate: here a loss at the limit passes about once in forty', () => {
  // The rate before: those that went down, and three quarters of what did not change.
  const rate = 0.09 + 0.75 * (1 - 0.04 - 0.09)
  const lost = draw(0.05, { relativeMargin: 0.05 / rate })
  expect(lost['passed'] ?? 0).toBeLessThanOrEqual(15)
})
