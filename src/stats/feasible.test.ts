import { expect, test } from 'vitest'
import { countsForRate, feasiblePaired, sizesForRate } from './feasible.ts'
import fixture from './fixtures/unpaired.json' with { type: 'json' }

test('the range of the paired p agrees with SciPy over every feasible table to 1e-9', () => {
  for (const [
    before = 0,
    after = 0,
    n = 0,
    least = 0,
    most = 0,
    significant = 0,
    tables = 0,
  ] of fixture.feasiblePaired) {
    const result = feasiblePaired(before, after, n)
    expect(Math.abs(result.p[0] - least)).toBeLessThan(1e-9)
    expect(Math.abs(result.p[1] - most)).toBeLessThan(1e-9)
    expect([result.significant, result.tables]).toEqual([significant, tables])
  }
})

test('184 and 173 out of 200 leave open anything from p = 0.001 up', () => {
  const { p, discordant } = feasiblePaired(184, 173, 200)
  expect(p[0]).toBeCloseTo(2 ** -10, 9)
  expect(discordant).toEqual([11, 43])
  expect(p[1]).toBeGreaterThan(0.1)
})

test('equal counts leave p at 1, and impossible ones are refused', () => {
  expect(feasiblePaired(5, 5, 10).p).toEqual([1, 1])
  expect(feasiblePaired(10, 10, 10)).toMatchObject({ tables: 1, discordant: [0, 0] })
  expect(() => feasiblePaired(11, 5, 10)).toThrow(/11 successes out of 10/)
  expect(() => feasiblePaired(0, 0, 0)).toThrow(/no pair/)
})

test('the counts that print as a rate agree with decimal arithmetic', () => {
  for (const [text, n, fits] of fixture.countsForRate) {
    const found = countsForRate({ text: String(text) }, Number(n)).map(({ k, by }) => [k, by])
    expect(found, `${text} of ${n}`).toEqual(fits)
  }
})

test('a rate that no count of that n gives has none', () => {
  expect(countsForRate({ text: '92.0' }, 200)).toEqual([{ k: 184, by: 'rounded' }])
  expect(countsForRate({ text: '0.92', scale: 1 }, 200)).toHaveLength(3)
  expect(countsForRate({ text: '33.4' }, 3)).toEqual([])
  expect(countsForRate({ text: '66.6' }, 3)).toEqual([{ k: 2, by: 'truncated' }])
})

test('the smallest sizes that a rate can come from', () => {
  expect(sizesForRate({ text: '66.7' }, 3)).toEqual([3, 6, 9])
  expect(sizesForRate({ text: '92.65' }, 1)).toEqual([68])
  expect(sizesForRate({ text: '50.01' }, 3, 100)).toEqual([])
})

test('a rate is a number within its scale', () => {
  expect(() => countsForRate({ text: '101' }, 10)).toThrow(/above 100/)
  expect(() => countsForRate({ text: '9O' }, 10)).toThrow(/not a number/)
  expect(() => countsForRate({ text: '90' }, 0)).toThrow(/no samples/)
})
