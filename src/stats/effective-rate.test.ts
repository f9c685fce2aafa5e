import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectiveWilson, pairedShares, type Share } from './effective-rate.ts'
import { newcombePaired } from './paired-proportions.ts'
import { wilson } from './proportion.ts'

const plain = (k: number, n: number): Share => ({ value: k / n, se: Math.sqrt(((k / n) * (1 - k / n)) / n), trials: n })
const level = fc.constantFrom(0.5, 0.9, 0.95, 0.999)

test('of a plain rate the interval is Wilson’s', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), level, (n, share, at) => {
      const k = Math.round(n * share)
      const [found, expected] = [effectiveWilson(plain(k, n), at).ci, wilson(k, n, at).ci]
      for (const end of [0, 1] as const) expect(found[end]).toBeCloseTo(expected[end], 10)
    }),
  ))

test('of two plain rates the difference is Newcombe’s', () => {
  const count = fc.nat(60)
  fc.assert(
    fc.property(count, count, count, count, level, (both, beforeOnly, afterOnly, neither, at) => {
      const n = both + beforeOnly + afterOnly + neither
      fc.pre(n > 0)
      const table = { both, beforeOnly, afterOnly, neither }
      const scale = Math.sqrt((both + beforeOnly) * (afterOnly + neither) * (both + afterOnly) * (beforeOnly + neither))
      const r = scale > 0 ? (both * neither - beforeOnly * afterOnly) / scale : 0
      const found = pairedShares(plain(both + beforeOnly, n), plain(both + afterOnly, n), r, at).ci
      const expected = newcombePaired(table, at).ci
      for (const end of [0, 1] as const) expect(found[end]).toBeCloseTo(expected[end], 8)
    }),
  )
})

test('a share of everything, or of nothing, has an interval all the same: that of its trials', () => {
  expect(effectiveWilson({ value: 1, se: 0, trials: 30 }).ci).toEqual(wilson(30, 30).ci)
  expect(effectiveWilson({ value: 0, se: 0, trials: 30 }).ci).toEqual(wilson(0, 30).ci)
  const [low, high] = pairedShares({ value: 1, se: 0, trials: 30 }, { value: 1, se: 0, trials: 30 }, 0).ci
  expect(low).toBeCloseTo(-0.1135, 4)
  expect(high).toBeCloseTo(0.1135, 4)
})

test('few clusters make it wider than as many independent samples', () => {
  const share = { value: 0.8, se: 0.05, trials: 100 }
  const width = ([low, high]: readonly [number, number]) => high - low
  expect(width(effectiveWilson({ ...share, df: 6, clustered: true }).ci)).toBeGreaterThan(
    1.2 * width(effectiveWilson(share).ci),
  )
  expect(effectiveWilson({ ...share, df: 6, clustered: true }).method).toBe('cluster-effective-wilson')
})
