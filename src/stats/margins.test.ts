import fc from 'fast-check'
import { expect, test } from 'vitest'
import fixture from './fixtures/margins.json' with { type: 'json' }
import { equivalence, equivalenceMean, nonInferiority, nonInferiorityMean } from './margins.ts'
import { pairedMean } from './mean.ts'
import { type PairedCounts, tango } from './paired-proportions.ts'

const tableOf = (row: readonly number[]): PairedCounts => {
  const [both = 0, beforeOnly = 0, afterOnly = 0, neither = 0] = row
  return { both, beforeOnly, afterOnly, neither }
}

test('non-inferiority of rates agrees with the maximised score statistic to 1e-6', () => {
  for (const row of fixture.nonInferiority) {
    const [margin = 0, above = 0, below = 0] = row.slice(4)
    const table = tableOf(row)
    expect(Math.abs(nonInferiority(table, { margin, direction: 'higher-is-better' }).p - above)).toBeLessThan(1e-6)
    expect(Math.abs(nonInferiority(table, { margin, direction: 'lower-is-better' }).p - below)).toBeLessThan(1e-6)
  }
})

test('equivalence of rates agrees with the maximised score statistic to 1e-6', () => {
  for (const row of fixture.equivalence) {
    const [margin = 0, p = 0] = row.slice(4)
    expect(Math.abs(equivalence(tableOf(row), { margin }).p - p)).toBeLessThan(1e-6)
  }
})

test('margins of means agree with SciPy and statsmodels to 1e-9', () => {
  for (const { before, after, margin, above, below } of fixture.nonInferiorityMean) {
    const delta = pairedMean(before, after)
    expect(Math.abs(nonInferiorityMean(delta, { margin, direction: 'higher-is-better' }).p - above)).toBeLessThan(1e-9)
    expect(Math.abs(nonInferiorityMean(delta, { margin, direction: 'lower-is-better' }).p - below)).toBeLessThan(1e-9)
  }
  for (const { before, after, margin, p } of fixture.equivalenceMean)
    expect(Math.abs(equivalenceMean(pairedMean(before, after), { margin }).p - p)).toBeLessThan(1e-9)
})

test("non-inferiority is met exactly where Tango's 95 % interval stays above the margin", () => {
  const cell = fc.nat(60)
  const tables = fc.record({ both: cell, beforeOnly: cell, afterOnly: cell, neither: fc.integer({ min: 1, max: 60 }) })
  fc.assert(
    fc.property(tables, fc.integer({ min: 1, max: 40 }), (table, points) => {
      const margin = points / 100
      const gap = tango(table).ci[0] + margin
      fc.pre(Math.abs(gap) > 1e-9)
      expect(nonInferiority(table, { margin, direction: 'higher-is-better' }).met).toBe(gap > 0)
    }),
  )
})

test('equal arms are non-inferior once there are enough pairs', () => {
  const still = (n: number) => ({ both: n, beforeOnly: 0, afterOnly: 0, neither: 0 })
  expect(nonInferiority(still(30), { margin: 0.02, direction: 'higher-is-better' }).met).toBe(false)
  expect(nonInferiority(still(300), { margin: 0.02, direction: 'higher-is-better' }).met).toBe(true)
  const same = (n: number) => pairedMean(new Array(n).fill(3), new Array(n).fill(3))
  expect(nonInferiorityMean(same(2), { margin: 0.1, direction: 'higher-is-better' })).toEqual({ p: 0.25, met: false })
  expect(nonInferiorityMean(same(10), { margin: 0.1, direction: 'lower-is-better' }).met).toBe(true)
})

test('a margin out of range and an empty table are refused', () => {
  const table = { both: 1, beforeOnly: 1, afterOnly: 1, neither: 1 }
  for (const margin of [0, -0.1, Number.NaN, 1, 2])
    expect(() => nonInferiority(table, { margin, direction: 'higher-is-better' })).toThrow(/margin/)
  expect(() => equivalence({ both: 0, beforeOnly: 0, afterOnly: 0, neither: 0 }, { margin: 0.1 })).toThrow(/no pair/)
  expect(() => equivalence(table, { margin: 0.1, alpha: 0.7 })).toThrow(/one-sided α/)
})
