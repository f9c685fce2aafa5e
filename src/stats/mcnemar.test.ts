import fc from 'fast-check'
import { expect, test } from 'vitest'
import fixture from './fixtures/paired-tables.json' with { type: 'json' }
import { mcnemarExact, mcnemarMidP } from './mcnemar.ts'

const count = fc.integer({ min: 0, max: 500 })

test('the exact p agrees with statsmodels to 1e-9', () => {
  for (const [b = 0, c = 0, p = 0] of fixture.mcnemarExact)
    expect(Math.abs(mcnemarExact(b, c) - p), `${b} ${c}`).toBeLessThan(1e-9)
})

test('the mid-p agrees with SciPy to 1e-9', () => {
  for (const [b = 0, c = 0, p = 0] of fixture.mcnemarMidP)
    expect(Math.abs(mcnemarMidP(b, c) - p), `${b} ${c}`).toBeLessThan(1e-9)
})

test('swapping the arms changes no p, and the mid-p is never above the exact one', () => {
  fc.assert(
    fc.property(count, count, (b, c) => {
      expect(mcnemarExact(b, c)).toBe(mcnemarExact(c, b))
      expect(mcnemarMidP(b, c)).toBe(mcnemarMidP(c, b))
      expect(mcnemarMidP(b, c)).toBeLessThanOrEqual(mcnemarExact(b, c))
    }),
  )
})

test('no discordant pair is no evidence', () => {
  expect(mcnemarExact(0, 0)).toBe(1)
  expect(mcnemarMidP(0, 0)).toBe(1)
})

test('one discordant pair can never be significant', () => {
  expect(mcnemarExact(1, 0)).toBeCloseTo(1, 12)
  expect(mcnemarMidP(0, 1)).toBeCloseTo(0.5, 12)
})

test('counts that are not whole are refused', () => {
  expect(() => mcnemarExact(1.5, 2)).toThrow(/b is 1.5/)
})
