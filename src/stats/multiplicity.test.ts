import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import fixture from './fixtures/means.json' with { type: 'json' }
import decided from './fixtures/multiplicity.json' with { type: 'json' }
import { bh, gatekeep, holm } from './multiplicity.ts'
import { countFalse, partialConjunction } from './partial-conjunction.ts'

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

describe('gatekeeping', () => {
  test('agrees with the procedure run at every level, to 1e-9', () => {
    for (const { primary, others, adjusted } of decided.gatekeep)
      gatekeep(primary, others).forEach((p, i) => {
        expect(Math.abs(p - (adjusted[i] ?? Number.NaN))).toBeLessThan(1e-9)
      })
  })

  test('a primary endpoint without a figure lets nothing through', () => {
    expect(gatekeep(undefined, [0.0001, 0.5])).toEqual([1, 1])
  })
})

describe('at least u of k', () => {
  test('agrees with SciPy’s combinations of the largest p-values to 1e-9', () => {
    for (const { ps, bonferroni, fisher } of decided.partialConjunction) {
      for (const [how, expected] of [
        ['bonferroni', bonferroni],
        ['fisher', fisher],
      ] as const)
        partialConjunction(ps, how).forEach((p, u) => {
          expect(Math.abs(p - (expected[u] ?? Number.NaN))).toBeLessThan(1e-9)
        })
    }
  })

  test('the count by Bonferroni’s is the number that Holm’s method rejects in statsmodels', () => {
    for (const { ps, holmRejects } of decided.partialConjunction) expect(countFalse(ps, 0.05)).toBe(holmRejects)
  })

  test('a p of 0 and a family of none have their answers', () => {
    expect(partialConjunction([0, 0.5], 'fisher')).toEqual([0, 0.5])
    expect(partialConjunction([])).toEqual([])
    expect(() => countFalse([1.2], 0.05)).toThrow('not between 0 and 1')
  })
})
