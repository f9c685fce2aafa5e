import fc from 'fast-check'
import { expect, test } from 'vitest'
import fixture from './fixtures/posterior.json' with { type: 'json' }
import { pairedPosterior } from './posterior.ts'

const caseOf = (row: readonly number[]) => {
  const [both = 0, beforeOnly = 0, afterOnly = 0, neither = 0, weight = 0, margin = 0, ...expected] = row
  const table = { both, beforeOnly, afterOnly, neither }
  return { table, margin, expected, posterior: pairedPosterior(table, weight === 0.5 ? 'jeffreys' : 'uniform') }
}

test('the posterior agrees with SciPy’s by another factorisation to 1e-8', () => {
  for (const row of fixture.posterior) {
    const { margin, expected, posterior } = caseOf(row)
    const found = [posterior.mean, ...[-margin, 0, margin / 3].map(posterior.atMost)]
    found.forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(1e-8)
    })
  }
})

test('the interval leaves 2.5 % on either side', () => {
  for (const row of fixture.posterior.slice(0, 40)) {
    const { posterior } = caseOf(row)
    expect(posterior.atMost(posterior.interval()[0])).toBeCloseTo(0.025, 8)
    expect(posterior.atMost(posterior.interval()[1])).toBeCloseTo(0.975, 8)
  }
})

test('it is a distribution, mirrored where the arms are exchanged, also of millions of pairs', () => {
  const count = fc.nat(60)
  fc.assert(
    fc.property(count, count, count, fc.double({ min: -0.9, max: 0.9, noNaN: true }), (up, down, both, x) => {
      const one = pairedPosterior({ both, beforeOnly: down, afterOnly: up, neither: 1 })
      const other = pairedPosterior({ both, beforeOnly: up, afterOnly: down, neither: 1 })
      expect(one.atMost(x) + other.atMost(-x)).toBeCloseTo(1, 8)
      expect(one.atMost(x + 0.05)).toBeGreaterThanOrEqual(one.atMost(x) - 1e-9)
    }),
    { numRuns: 30 },
  )
  const large = pairedPosterior({ both: 700_000, beforeOnly: 50_000, afterOnly: 50_000, neither: 200_000 })
  // se = √ψ/√n
  expect(large.interval()[1]).toBeCloseTo((1.959964 * Math.sqrt(0.1)) / 1000, 6)
})

test('a table without a pair has no posterior', () => {
  expect(() => pairedPosterior({ both: 0, beforeOnly: 0, afterOnly: 0, neither: 0 })).toThrow(/no pair/)
})
