import { expect, test } from 'vitest'
import type { Benchmark } from '../core/benchmark.ts'
import { decisionNotes } from '../report/decision-notes.ts'
import { words } from '../report/words.ts'
import { toyBenchmark } from '../testing/toy.ts'
import type { CompareOptions } from './compare-runs.ts'
import { compare, type Fate, only, type Row, rowsOf } from './fixtures/toy-runs.ts'
import { gate } from './gate.ts'

const apart = (n: number, arm: 'before' | 'after', fate: Fate): Row[] =>
  Array<Row>(n).fill(arm === 'before' ? { before: fate, after: 'absent' } : { before: 'absent', after: fate })

/** Two runs of 100 that share 6, as other seeds make them. */
const otherSeeds = [
  ...rowsOf(3, 1, 0, 2),
  ...apart(70, 'before', 'good'),
  ...apart(24, 'before', 'bad'),
  ...apart(40, 'after', 'good'),
  ...apart(54, 'after', 'bad'),
]
const accepted: CompareOptions = { minOverlap: 0 }

test('two runs that share 6 of 100 samples are refused, with the reason, unless that is accepted', async () => {
  await expect(compare(otherSeeds)).rejects.toThrow('toy: the runs share only 6 samples (100 before, 100 after)')
  await expect(compare(otherSeeds)).rejects.toMatchObject({
    code: 'little-overlap',
    hint: expect.stringMatching(/--min-overlap 0/),
  })
  await expect(compare(otherSeeds, { minOverlap: 0.06 })).resolves.toMatchObject({ benchmarks: [{ n: 6 }] })
})

test('accepted, it is said first, and all samples together are shown beside the pairs', async () => {
  const comparison = await compare(otherSeeds, accepted)
  expect(comparison.warnings?.[0]).toMatchObject({ code: 'little-overlap', values: { pairs: 6 } })
  const { combined, n, verdict } = only(comparison)
  expect([n, verdict, combined?.n]).toEqual([6, 'inconclusive', { before: 100, after: 100 }])
  // 74 of 100 before and 43 of 100 after.
  expect(combined?.delta.value).toBeCloseTo(0.43 - 0.74, 12)
  expect(combined?.delta.ci95[1]).toBeLessThan(-0.1)
  expect(decisionNotes(comparison, words.en).join()).toContain(
    'toy: over all 100 samples before and 100 after Δ −31.0 pp',
  )
  expect(decisionNotes(comparison, words.zh).join()).toContain('结论仅依据共同样本')
})

test('runs that share nine tenths need no word, and have no second estimate', async () => {
  const comparison = await compare([...rowsOf(80, 5, 3, 2), ...apart(10, 'before', 'good')])
  expect(comparison.warnings?.map(({ code }) => code)).not.toContain('little-overlap')
  expect(only(comparison).combined).toBeUndefined()
})

test('samples that only one run took hold the gate back as missing answers do', async () => {
  const outcome = async (rows: readonly Row[]) => {
    const [result] = gate(await compare(rows, { margins: { toy: 0.05 } }), { margins: { toy: 0.05 }, maxErrors: 1 })
    return result
  }
  expect(await outcome(rowsOf(900, 0, 0, 40))).toMatchObject({ outcome: 'passed' })
  expect(await outcome([...rowsOf(900, 0, 0, 40), ...apart(60, 'before', 'good')])).toMatchObject({
    outcome: 'inconclusive',
    worstLoss: expect.closeTo(0.08, 1),
  })
})

/** Right answers among those attempted: «bad» is a wrong one, «vague» and «lost» have no score. */
const ratio: Benchmark<'good' | 'bad'> = {
  ...toyBenchmark,
  metrics: [
    {
      ...{ kind: 'totals', name: 'share', direction: 'higher-is-better', unit: 'rate' },
      columns: rows => [rows[0]?.judgment.label === 'good' ? 1 : 0, 1],
      of: ([good = 0, all = 0]) => good / all,
    },
  ],
}

test('missing answers of a ratio have bounds, and hold the gate back as those of a rate do', async () => {
  const rows: Row[] = [...rowsOf(900, 0, 0, 40), ...Array<Row>(60).fill({ before: 'good', after: 'lost' })]
  const comparison = await compare(rows, { margins: { toy: 0.03 } }, ratio)
  const { bounds, boundsCi95, delta } = only(comparison)
  // 960 of 1,000 before; after, 900 to 960 of 1,000.
  expect(bounds?.[0]).toBeCloseTo(-0.06, 6)
  expect(bounds?.[1]).toBeCloseTo(0, 6)
  expect(boundsCi95?.[0]).toBeLessThan(-0.06)
  expect(delta.value).toBe(0)
  expect(gate(comparison, { margins: { toy: 0.03 }, maxErrors: 1 })[0]).toMatchObject({ outcome: 'inconclusive' })
  const whole = await compare(rowsOf(900, 0, 0, 40), { margins: { toy: 0.03 } }, ratio)
  expect(gate(whole, { margins: { toy: 0.03 }, maxErrors: 1 })[0]).toMatchObject({ outcome: 'passed' })
})
