import { expect, test } from 'vitest'
import fixture from './fixtures/unpaired.json' with { type: 'json' }
import { meanInterval } from './mean.ts'
import { macroScore, pooledScore } from './suite-score.ts'

/** A fixture's part: value, low, high, n. */
const partOf = ([value = 0, low = 0, high = 0, n = 0]: readonly number[]) => ({
  value,
  ci: [low, high] satisfies [number, number],
  n,
})

test('macro and pooled scores agree with NumPy to 1e-9', () => {
  for (const [parts = [], expected = []] of fixture.suiteScore) {
    const rows = parts.map(row => partOf(Array.isArray(row) ? row : []))
    const results = [macroScore(rows), pooledScore(rows)].flatMap(({ value, ci }) => [value, ...ci])
    results.forEach((result, i) => {
      expect(Math.abs(result - Number(expected[i]))).toBeLessThan(1e-9)
    })
  }
})

test('one benchmark keeps its own interval', () => {
  const part = { value: 0.9, ci: [0.7, 0.95] satisfies [number, number], n: 20 }
  for (const score of [macroScore, pooledScore]) {
    const { value, ci } = score([part])
    expect(value).toBeCloseTo(0.9, 12)
    expect(ci[0]).toBeCloseTo(0.7, 12)
    expect(ci[1]).toBeCloseTo(0.95, 12)
  }
})

test('symmetric intervals add as standard errors do', () => {
  const parts = [
    [1, 2, 4, 5],
    [2, 9, 4, 4],
  ].map(values => ({ ...meanInterval(values), n: 4 }))
  const halves = parts.map(({ value, ci }) => ci[1] - value)
  const { value, ci } = macroScore(parts)
  expect(ci[1] - value).toBeCloseTo(Math.hypot(...halves) / 2, 12)
})

test('a large benchmark weighs more in the pooled score only', () => {
  const parts = [partOf([0.2, 0.1, 0.3, 900]), partOf([0.8, 0.5, 0.9, 100])]
  expect(macroScore(parts).value).toBeCloseTo(0.5, 12)
  expect(pooledScore(parts).value).toBeCloseTo(0.26, 12)
})

test('no benchmark, or one without samples or value, is refused', () => {
  expect(() => macroScore([])).toThrow(/at least one/)
  expect(() => pooledScore([partOf([0.2, 0.1, 0.3, 0])])).toThrow(/without a figure/)
  expect(() => macroScore([partOf([Number.NaN, 0.1, 0.3, 5])])).toThrow(/without a figure/)
})
