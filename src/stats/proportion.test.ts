import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import fixture from './fixtures/proportions.json' with { type: 'json' }
import { clopperPearson, wilson } from './proportion.ts'

describe.each([
  ['wilson', wilson, fixture.wilson],
  ['clopperPearson', clopperPearson, fixture.clopperPearson],
] as const)('%s', (_, interval, cases) => {
  test('agrees with statsmodels to 1e-9', () => {
    for (const [k = 0, n = 0, level = 0, low = 0, high = 0] of cases) {
      const { ci } = interval(k, n, level)
      expect(Math.abs(ci[0] - low), `${k}/${n}`).toBeLessThan(1e-9)
      expect(Math.abs(ci[1] - high), `${k}/${n}`).toBeLessThan(1e-9)
    }
  })

  test('contains the rate, stays within 0…1, and mirrors when successes and failures change places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const k = Math.round(n * share)
        const { value, ci } = interval(k, n)
        const mirror = interval(n - k, n)
        expect(ci[0]).toBeLessThanOrEqual(value)
        expect(ci[1]).toBeGreaterThanOrEqual(value)
        expect(ci[0]).toBeGreaterThanOrEqual(0)
        expect(ci[1]).toBeLessThanOrEqual(1)
        expect(mirror.ci[0]).toBeCloseTo(1 - ci[1], 9)
      }),
    )
  })

  test('reaches exactly 0 and 1 where nothing and where everything succeeded', () => {
    expect(interval(0, 12).ci[0]).toBe(0)
    expect(interval(12, 12).ci[1]).toBe(1)
    expect(interval(0, 1).ci[1]).toBeLessThan(1)
  })

  test.each([
    [0, 0, 0.95, /no samples/],
    [3, 2, 0.95, /3 successes out of 2/],
    [-1, 2, 0.95, /whole number/],
    [1.5, 2, 0.95, /whole number/],
    [1, 2, 95, /Write 95 %|confidence level 95/],
  ])('refuses %s of %s at %s', (k, n, level, message) => {
    expect(() => interval(k, n, level)).toThrow(message)
  })
})
