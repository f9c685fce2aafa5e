import fc from 'fast-check'
import { expect, test } from 'vitest'
import fixture from './fixtures/transitions.json' with { type: 'json' }
import { bowker, stuartMaxwell } from './transitions.ts'

test.each([
  ['Stuart and Maxwell', stuartMaxwell, fixture.stuartMaxwell],
  ['Bowker', bowker, fixture.bowker],
] as const)('%s agrees with statsmodels to 1e-9', (_, run, cases) => {
  for (const { table, statistic, df, p } of cases) {
    const result = run(table)
    expect(Math.abs(result.statistic - statistic)).toBeLessThan(1e-9 * Math.max(1, statistic))
    expect(result.df).toBe(df)
    expect(Math.abs(result.p - p)).toBeLessThan(1e-9)
  }
})

test('swapping the arms changes neither test', () => {
  const table = fc.array(fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(table, rows => {
      const swapped = rows.map((_, i) => rows.map(row => row[i] ?? 0))
      for (const run of [stuartMaxwell, bowker]) {
        expect(run(swapped).statistic).toBeCloseTo(run(rows).statistic, 8)
        expect(run(swapped).df).toBe(run(rows).df)
      }
    }),
  )
})

test('with two classes both are the χ² of McNemar', () => {
  const table = [
    [10, 3],
    [9, 20],
  ]
  expect(stuartMaxwell(table)).toMatchObject({ statistic: 3, df: 1 })
  expect(bowker(table)).toMatchObject({ statistic: 3, df: 1 })
})

test('without changes there is nothing to test', () => {
  const still = [
    [4, 0, 0],
    [0, 7, 0],
    [0, 0, 0],
  ]
  expect(stuartMaxwell(still)).toEqual({ statistic: 0, df: 0, p: 1 })
  expect(bowker(still)).toEqual({ statistic: 0, df: 0, p: 1 })
})

test('classes that never trade places cost no degree of freedom', () => {
  const twoPairs = [
    [5, 2, 0, 0],
    [8, 5, 0, 0],
    [0, 0, 5, 1],
    [0, 0, 7, 5],
  ]
  expect(stuartMaxwell(twoPairs)).toMatchObject({ df: 2, statistic: expect.closeTo(3.6 + 4.5, 9) })
  expect(bowker(twoPairs)).toMatchObject({ df: 2, statistic: expect.closeTo(3.6 + 4.5, 9) })
})

test('a table that is not square is refused', () => {
  expect(() => bowker([[1, 2]])).toThrow(/two classes/)
  expect(() =>
    stuartMaxwell([
      [1, 2, 3],
      [1, 2],
    ]),
  ).toThrow(/square/)
  expect(() =>
    bowker([
      [1, -2],
      [1, 2],
    ]),
  ).toThrow(/whole number/)
})
