import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import fixture from './fixtures/means.json' with { type: 'json' }
import { bh, holm } from './multiplicity.ts'

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 })

describe.each([
  ['holm', holm, fixture.holm],
  ['bh', bh, fixture.bh],
] as const)('%s', (_, adjust, cases) => {
  test('agrees with statsmodels to 1e-9', () => {
    for (const { ps, adjusted } of cases)
      adjust(ps).forEach((p, i) => {
        expect(Math.abs(p - (adjusted[i] ?? Number.NaN))).toBeLessThan(1e-9)
      })
  })

  test('keeps the order of the p-values, never lessens one, and stays within 0…1', () => {
    fc.assert(
      fc.property(ps, raw => {
        const adjusted = adjust(raw)
        const at = (i: number) => adjusted[i] ?? Number.NaN
        const order = raw.map((_, i) => i).sort((i, j) => (raw[i] ?? 0) - (raw[j] ?? 0))
        order.forEach((i, rank) => {
          expect(at(i)).toBeLessThanOrEqual(1)
          expect(at(i)).toBeGreaterThanOrEqual((raw[i] ?? 0) * (1 - 1e-12))
          if (rank > 0) expect(at(i)).toBeGreaterThanOrEqual(at(order[rank - 1] ?? i))
        })
      }),
    )
  })

  test('leaves a family of one as it is, and a family of none empty', () => {
    expect(adjust([0.03])).toEqual([0.03])
    expect(adjust([])).toEqual([])
  })

  test('refuses what is no probability', () => {
    expect(() => adjust([0.2, Number.NaN])).toThrow(/NaN/)
  })
})
