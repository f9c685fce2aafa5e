import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { criticalZ } from './distributions.ts'
import fixture from './fixtures/paired-tables.json' with { type: 'json' }
import { newcombePaired, type PairedCounts, tango, tangoZ } from './paired-proportions.ts'

const cell = fc.integer({ min: 0, max: 200 })
const table = fc
  .record({ both: cell, beforeOnly: cell, afterOnly: cell, neither: cell })
  .filter(({ both, beforeOnly, afterOnly, neither }) => both + beforeOnly + afterOnly + neither > 0)

const tableOf = (row: readonly number[]): PairedCounts => {
  const [both = 0, beforeOnly = 0, afterOnly = 0, neither = 0] = row
  return { both, beforeOnly, afterOnly, neither }
}

describe.each([
  ['newcombePaired', newcombePaired, fixture.newcombePaired, 1e-9],
  ['tango', tango, fixture.tango, 1e-6],
] as const)('%s', (_, interval, cases, tolerance) => {
  test(`agrees with an independent reference to ${tolerance}`, () => {
    for (const row of cases) {
      const [level = 0, low = 0, high = 0] = row.slice(4)
      const { ci } = interval(tableOf(row), level)
      expect(Math.abs(ci[0] - low), row.join(' ')).toBeLessThan(tolerance)
      expect(Math.abs(ci[1] - high), row.join(' ')).toBeLessThan(tolerance)
    }
  })

  test('contains the difference, stays within −1…1, and turns over when the arms are swapped', () => {
    fc.assert(
      fc.property(table, counts => {
        const { value, ci } = interval(counts)
        const swapped = interval({ ...counts, beforeOnly: counts.afterOnly, afterOnly: counts.beforeOnly })
        expect(ci[0]).toBeLessThanOrEqual(value)
        expect(ci[1]).toBeGreaterThanOrEqual(value)
        expect(Math.max(-ci[0], ci[1])).toBeLessThanOrEqual(1)
        expect(swapped.ci[0]).toBeCloseTo(-ci[1], 9)
        expect(swapped.ci[1]).toBeCloseTo(-ci[0], 9)
      }),
    )
  })

  test('an empty table has no difference', () => {
    expect(() => interval({ both: 0, beforeOnly: 0, afterOnly: 0, neither: 0 })).toThrow(/no pair/)
  })
})

test('without discordant pairs Tango leaves z²/(n + z²) open on both sides', () => {
  const z2 = criticalZ(0.95) ** 2
  const { ci } = tango({ both: 20, beforeOnly: 0, afterOnly: 0, neither: 10 })
  expect(ci[1]).toBeCloseTo(z2 / (30 + z2), 12)
  expect(ci[0]).toBeCloseTo(-z2 / (30 + z2), 12)
})

test("Tango's statistic agrees with the numerically maximised likelihood to 1e-6", () => {
  for (const row of fixture.tangoZ) {
    const [delta = 0, z = 0] = row.slice(4)
    expect(Math.abs(tangoZ(tableOf(row), delta) - z), row.join(' ')).toBeLessThan(1e-6 * Math.max(1, Math.abs(z)))
  }
})

test("at a difference of 0 its square is McNemar's statistic", () => {
  expect(tangoZ({ both: 5, beforeOnly: 3, afterOnly: 9, neither: 4 }, 0) ** 2).toBeCloseTo(36 / 12, 12)
})

describe('published examples', () => {
  test("Newcombe's (36, 12, 2, 0): 0.2000, from 0.0569 to 0.3404", () => {
    const { value, ci } = newcombePaired({ both: 36, beforeOnly: 2, afterOnly: 12, neither: 0 })
    expect([value, ...ci].map(x => x.toFixed(4))).toEqual(['0.2000', '0.0569', '0.3404'])
  })

  test('airway hyper-responsiveness before and after stem-cell transplantation (Bentur 2009, in Fagerland 2014)', () => {
    const table = { both: 1, beforeOnly: 7, afterOnly: 1, neither: 12 }
    expect(tango(table).ci.map(x => x.toFixed(3))).toEqual(['-0.517', '-0.026'])
    expect(newcombePaired(table).ci.map(x => x.toFixed(3))).toEqual(['-0.507', '-0.026'])
  })
})
