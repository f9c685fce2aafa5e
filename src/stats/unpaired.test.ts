import fc from 'fast-check'
import { expect, test } from 'vitest'
import fixture from './fixtures/unpaired.json' with { type: 'json' }
import { fisherExact, newcombeUnpaired, scoreTest } from './unpaired.ts'

test.each([
  ['Fisher', fisherExact, fixture.fisherExact],
  ['the score test', scoreTest, fixture.scoreTest],
] as const)('%s agrees with SciPy to 1e-9', (_, run, cases) => {
  for (const [k1 = 0, n1 = 0, k2 = 0, n2 = 0, p = 0] of cases)
    expect(Math.abs(run({ k: k1, n: n1 }, { k: k2, n: n2 }) - p), `${k1}/${n1} ${k2}/${n2}`).toBeLessThan(1e-9)
})

test("Newcombe's unpaired interval agrees with statsmodels to 1e-9", () => {
  for (const [k1 = 0, n1 = 0, k2 = 0, n2 = 0, low = 0, high = 0] of fixture.newcombeUnpaired) {
    const { ci } = newcombeUnpaired({ k: k1, n: n1 }, { k: k2, n: n2 })
    expect(Math.abs(ci[0] - low)).toBeLessThan(1e-9)
    expect(Math.abs(ci[1] - high)).toBeLessThan(1e-9)
  }
})

const share = fc
  .integer({ min: 1, max: 400 })
  .chain(n => fc.record({ n: fc.constant(n), k: fc.integer({ min: 0, max: n }) }))

test('swapping the arms turns the difference over and keeps both p-values', () => {
  fc.assert(
    fc.property(share, share, (x, y) => {
      const { value, ci } = newcombeUnpaired(x, y)
      expect(ci[0]).toBeLessThanOrEqual(value)
      expect(ci[1]).toBeGreaterThanOrEqual(value)
      expect(newcombeUnpaired(y, x).ci[0]).toBeCloseTo(-ci[1], 9)
      expect(fisherExact(y, x)).toBeCloseTo(fisherExact(x, y), 9)
      expect(scoreTest(y, x)).toBeCloseTo(scoreTest(x, y), 9)
    }),
  )
})

test('two arms of all or of nothing show no difference', () => {
  for (const run of [fisherExact, scoreTest]) {
    expect(run({ k: 0, n: 9 }, { k: 0, n: 5 })).toBe(1)
    expect(run({ k: 9, n: 9 }, { k: 5, n: 5 })).toBe(1)
  }
})

test('a million samples are no trouble, and no samples are refused', () => {
  expect(fisherExact({ k: 500_000, n: 1_000_000 }, { k: 501_000, n: 1_000_000 })).toBeCloseTo(0.1578, 3)
  expect(() => fisherExact({ k: 0, n: 0 }, { k: 1, n: 2 })).toThrow(/no samples/)
  expect(() => scoreTest({ k: 3, n: 2 }, { k: 1, n: 2 })).toThrow(/3 successes out of 2/)
})
