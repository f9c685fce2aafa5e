import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundedMean, boundedMeanTest } from './bounded-mean.ts'
import fixture from './fixtures/bounded.json' with { type: 'json' }
import { Moments } from './moments.ts'
import { newcombePaired, tango } from './paired-proportions.ts'
import { wilson } from './proportion.ts'

const of = (values: readonly number[], low: number, df?: number) => {
  const { mean, variance, n } = Moments.of(values)
  return { value: mean, variance, n, range: [low, 1] as const, ...(df !== undefined && df > 0 && { df }) }
}
type Case = [values: number[], low: number, at: number, df: number, ...expected: number[]]

test('limits are the roots that SciPy finds, to 1e-9', () => {
  for (const [values, low, level, df, from = 0, to = 0] of fixture.boundedMean as Case[]) {
    const { ci } = boundedMean(of(values, low, df), level)
    expect(ci[0]).toBeCloseTo(from, 8)
    expect(ci[1]).toBeCloseTo(to, 8)
  }
})

test('the p of a limit is SciPy’s, to 1e-9', () => {
  for (const [values, low, at, df, p = 0] of fixture.boundedMeanTest as Case[])
    expect(boundedMeanTest(of(values, low, df), at)).toBeCloseTo(p, 9)
})

test('of yes/no scores it is Wilson’s interval', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (n, some) => {
      const k = Math.min(some, n)
      const variance = n > 1 ? (n / (n - 1)) * (k / n) * (1 - k / n) : 0
      const { ci } = boundedMean({ value: k / n, variance, n, range: [0, 1] })
      if (n === 1) return
      expect(ci[0]).toBeCloseTo(wilson(k, n).ci[0], 10)
      expect(ci[1]).toBeCloseTo(wilson(k, n).ci[1], 10)
    }),
  ))

test('where nothing differs the difference is as sure as that of as many pairs without a flip', () => {
  for (const n of [20, 30, 100, 1000]) {
    const { ci } = boundedMean({ value: 0, variance: 0, n, range: [-1, 1] })
    const table = { both: n, beforeOnly: 0, afterOnly: 0, neither: 0 }
    expect(ci[1]).toBeCloseTo(tango(table).ci[1], 9)
    expect(ci[1]).toBeCloseTo(newcombePaired(table).ci[1], 9)
  }
})

test('one deviating answer among many never makes the interval narrower', () => {
  for (const n of [20, 30, 200])
    for (const epochs of [2, 8, 64]) {
      const width = (values: number[]) => {
        const [low, high] = boundedMean(of(values, -1)).ci
        return high - low
      }
      const none = new Array<number>(n).fill(0)
      expect(width(none.with(0, -1 / epochs))).toBeGreaterThan(width(none))
      expect(boundedMean(of(none.with(0, -1 / epochs), -1)).ci[0]).toBeLessThan(boundedMean(of(none, -1)).ci[0])
    }
})

test('interval and test agree: p is below 2.5 % exactly where the limit is outside', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 2, maxLength: 40 }),
      fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      (eighths, limit) => {
        const mean = of(
          eighths.map(x => x / 8),
          -1,
        )
        const [low, high] = boundedMean(mean).ci
        fc.pre(Math.min(Math.abs(limit - low), Math.abs(limit - high)) > 1e-9)
        expect(boundedMeanTest(mean, limit) < 0.025).toBe(limit < low || limit > high)
      },
    ),
  ))

test('a mean at the end of its range, and one that is outside', () => {
  expect(boundedMean({ value: 1, variance: 0, n: 30, range: [0, 1] }).ci[1]).toBe(1)
  expect(boundedMeanTest({ value: 0.5, variance: 0.1, n: 30, range: [0, 1] }, 0.5)).toBe(1)
  expect(() => boundedMean({ value: 1.2, variance: 0, n: 30, range: [0, 1] })).toThrow(/outside 0…1/)
  expect(() => boundedMean({ value: 0.2, variance: 0, n: 0, range: [0, 1] })).toThrow(/no values/)
})
