import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pearson } from './correlation.ts'
import fixture from './fixtures/means.json' with { type: 'json' }
import { meanInterval, pairedMean } from './mean.ts'

const near = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)))

test('the t interval agrees with SciPy to 1e-9', () => {
  for (const { values, level, low, high } of fixture.meanInterval) {
    const { ci } = meanInterval(values, level)
    near(ci[0], low)
    near(ci[1], high)
  }
})

test('the paired interval and test agree with SciPy to 1e-9', () => {
  for (const { before, after, level, low, high, p } of fixture.pairedMean) {
    const result = pairedMean(before, after, level)
    near(result.ci[0], low)
    near(result.ci[1], high)
    near(result.p, p)
  }
})

test("Pearson's r agrees with SciPy to 1e-9", () => {
  for (const { before, after, r } of fixture.pearson) near(pearson(before, after) ?? Number.NaN, r)
})

test('swapping the arms turns the difference over and keeps p', () => {
  const values = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 2,
    maxLength: 40,
  })
  fc.assert(
    fc.property(values, pairs => {
      const before = pairs.map(pair => pair[0])
      const after = pairs.map(pair => pair[1])
      const forth = pairedMean(before, after)
      const back = pairedMean(after, before)
      expect(back.value).toBeCloseTo(-forth.value, 9)
      expect(back.ci[0]).toBeCloseTo(-forth.ci[1], 9)
      expect(back.p).toBeCloseTo(forth.p, 9)
      expect(forth.p).toBeGreaterThanOrEqual(0)
      expect(forth.p).toBeLessThanOrEqual(1)
    }),
  )
})

test('equal values have an interval without width', () => {
  expect(meanInterval([0.1, 0.1, 0.1]).ci).toEqual([0.1, 0.1])
})

test('equal differences are tested by their signs, not by an infinite t', () => {
  expect(pairedMean([1, 2, 3], [2, 3, 4])).toMatchObject({ value: 1, ci: [1, 1], p: 0.25 })
  expect(pairedMean([1, 2, 3], [1, 2, 3])).toMatchObject({ value: 0, ci: [0, 0], p: 1 })
})

test('differences that are equal but for rounding count as equal', () => {
  expect(pairedMean([0, 1 / 3, 2 / 3], [1 / 3, 2 / 3, 1]).p).toBe(0.25)
})

test('one value, no value, a missing value and arms of different lengths are refused', () => {
  expect(() => meanInterval([1])).toThrow(/at least 2/)
  expect(() => meanInterval([])).toThrow(/at least 2/)
  expect(() => meanInterval([1, Number.NaN])).toThrow(/value 1 is NaN/)
  expect(() => pairedMean([1, 2], [1])).toThrow(/not paired/)
})

test('a constant arm has no correlation', () => {
  expect(pearson([1, 1, 1], [1, 2, 3])).toBeUndefined()
  expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12)
})
