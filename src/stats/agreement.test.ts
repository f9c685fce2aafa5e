import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bradleyTerry } from './bradley-terry.ts'
import agreement from './fixtures/agreement.json' with { type: 'json' }
import iccFixture from './fixtures/icc.json' with { type: 'json' }
import { icc } from './icc.ts'
import { cohenKappa } from './kappa.ts'
import { krippendorffInterval, krippendorffNominal } from './krippendorff.ts'
import { raterBootstrap } from './rater-bootstrap.ts'

const present = (ratings: readonly (readonly (number | null)[])[]) =>
  ratings.map(row => row.map(value => value ?? undefined))

const weightsOf = (name: string) => (name === 'linear' || name === 'quadratic' ? name : 'none')

describe("Cohen's kappa", () => {
  test('agrees with statsmodels to 1e-9, plain and weighted, with its interval', () => {
    for (const { table, weights, value, low, high } of agreement.kappa) {
      const result = cohenKappa(table, { weights: weightsOf(weights) })
      expect(Math.abs((result?.value ?? Number.NaN) - value)).toBeLessThan(1e-9)
      expect(Math.abs((result?.ci[0] ?? Number.NaN) - low)).toBeLessThan(1e-9)
      expect(Math.abs((result?.ci[1] ?? Number.NaN) - high)).toBeLessThan(1e-9)
    }
  })

  test('is 1 for perfect agreement and has no value where one class was used throughout', () => {
    expect(
      cohenKappa([
        [5, 0],
        [0, 7],
      ]),
    ).toMatchObject({ value: 1, ci: [1, 1] })
    expect(
      cohenKappa([
        [5, 0],
        [0, 0],
      ]),
    ).toBeUndefined()
    expect(() =>
      cohenKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toThrow(/no item/)
    expect(() =>
      cohenKappa([
        [1, 2, 3],
        [0, 0, 0],
      ]),
    ).toThrow(/square/)
  })
})

describe("Krippendorff's alpha", () => {
  test('agrees with the coincidence matrix to 1e-9, with ratings missing', () => {
    for (const { ratings, nominal, interval } of agreement.krippendorff) {
      expect(Math.abs((krippendorffNominal(present(ratings)) ?? Number.NaN) - nominal)).toBeLessThan(1e-9)
      expect(Math.abs((krippendorffInterval(present(ratings)) ?? Number.NaN) - interval)).toBeLessThan(1e-9)
    }
  })

  test("gives the figures of Krippendorff's own example with four observers", () => {
    const observers = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
      [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
    ]
    const ratings = present(Array.from({ length: 12 }, (_, item) => observers.map(row => row[item] ?? null)))
    expect(krippendorffNominal(ratings)).toBeCloseTo(0.743, 3)
    expect(krippendorffInterval(ratings)).toBeCloseTo(0.849, 3)
  })

  test('has no value where all ratings are the same, and none to compute without pairs', () => {
    expect(
      krippendorffNominal([
        ['a', 'a'],
        ['a', 'a'],
      ]),
    ).toBeUndefined()
    expect(
      krippendorffInterval([
        [2, 2],
        [2, undefined],
      ]),
    ).toBeUndefined()
    expect(
      krippendorffNominal([
        ['a', 'a'],
        ['b', 'b'],
      ]),
    ).toBe(1)
    expect(() => krippendorffNominal([['a'], ['b']])).toThrow(/no item has two ratings/)
  })
})

describe('the intraclass correlation', () => {
  test('agrees with psych::ICC in R to 1e-6, with its intervals', () => {
    for (const { ratings, single, average } of iccFixture.icc) {
      const result = icc(ratings)
      for (const [estimate, expected] of [
        [result?.single, single],
        [result?.average, average],
      ] as const)
        [estimate?.value, ...(estimate?.ci ?? [])].forEach((figure, i) => {
          const wanted = expected[i] ?? Number.NaN
          expect(Math.abs((figure ?? Number.NaN) - wanted)).toBeLessThan(1e-6 * Math.max(1, Math.abs(wanted)))
        })
    }
  })

  test("gives the figures of Shrout and Fleiss's example", () => {
    const ratings = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ]
    expect(icc(ratings)?.single.value).toBeCloseTo(0.29, 2)
    expect(icc(ratings)?.average.value).toBeCloseTo(0.62, 2)
  })

  test('is cut at −1 where raters contradict each other', () => {
    const opposed = icc([
      [1, 5],
      [5, 1],
      [2, 4],
    ])
    expect(opposed?.single).toMatchObject({ value: -1 })
    expect(opposed?.average).toMatchObject({ value: -1 })
    for (const limit of [...(opposed?.single.ci ?? [2]), ...(opposed?.average.ci ?? [2])]) {
      expect(limit).toBeGreaterThanOrEqual(-1)
      expect(limit).toBeLessThanOrEqual(1)
    }
  })

  test('is finite or has no value on any small table', () => {
    const table = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 2 }), {
      minLength: 2,
      maxLength: 4,
    })
    fc.assert(
      fc.property(table, ratings => {
        const result = icc(ratings)
        fc.pre(result !== undefined)
        for (const figure of [result?.single, result?.average].flatMap(x => [x?.value, ...(x?.ci ?? [])]))
          expect(Number.isFinite(figure)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('has its limits where raters agree fully, and no value where nothing varies', () => {
    expect(
      icc([
        [1, 1],
        [4, 4],
        [5, 5],
      ])?.single,
    ).toMatchObject({ value: 1, ci: [1, 1] })
    expect(
      icc([
        [1, 3],
        [4, 6],
        [5, 7],
      ])?.single.ci.every(Number.isFinite),
    ).toBe(true)
    expect(
      icc([
        [2, 2],
        [2, 2],
      ]),
    ).toBeUndefined()
    expect(() => icc([[1, 2]])).toThrow(/two items/)
    expect(() => icc([[1, 2], [1]])).toThrow(/every rater/)
  })
})

describe('Bradley and Terry', () => {
  test('agrees with a logistic fit by statsmodels to 1e-6', () => {
    for (const { wins, logs } of agreement.bradleyTerry)
      bradleyTerry(wins).forEach((strength, i) => {
        expect(Math.abs(strength - (logs[i] ?? Number.NaN))).toBeLessThan(1e-6)
      })
  })

  test('two players differ by the log odds of their wins, and ties count half', () => {
    const [first = 0, second = 0] = bradleyTerry([
      [0, 30],
      [10, 0],
    ])
    expect(first - second).toBeCloseTo(Math.log(3), 9)
    expect([
      ...bradleyTerry([
        [0, 2.5],
        [2.5, 0],
      ]),
    ]).toEqual([0, 0])
  })

  test('one who always wins has no finite strength', () => {
    expect(() =>
      bradleyTerry([
        [0, 5],
        [0, 0],
      ]),
    ).toThrow(/no finite estimate/)
    expect(() =>
      bradleyTerry([
        [0, 1, 0],
        [1, 0, 0],
        [0, 0, 0],
      ]),
    ).toThrow(/no finite estimate/)
    expect(() => bradleyTerry([[0]])).toThrow(/at least two/)
  })
})

describe('the bootstrap of a rating table', () => {
  const ratings = Array.from({ length: 40 }, (_, i) => [i % 5, (i * 7) % 5 === 0 ? (i + 1) % 5 : i % 5, i % 5])

  test('by items puts an interval around the agreement', () => {
    const alpha = krippendorffInterval(ratings) ?? Number.NaN
    const { ci, method } = raterBootstrap(ratings, krippendorffInterval, { seed: [1], raters: false })
    expect(method).toBe('item-bootstrap')
    expect(ci[0]).toBeLessThan(alpha)
    expect(ci[1]).toBeGreaterThan(alpha)
  })

  test('by raters too is wider for a mean where raters differ, and is seeded', () => {
    const mean = (rows: readonly (readonly (number | undefined)[])[]) => {
      const all = rows.flat().filter(value => value !== undefined)
      return all.reduce((sum, value) => sum + value, 0) / all.length
    }
    const shifted = ratings.map(row => row.map((value, rater) => value + 3 * rater))
    const width = (raters: boolean) => {
      const { ci } = raterBootstrap(shifted, mean, { seed: [1], raters })
      return ci[1] - ci[0]
    }
    expect(width(true)).toBeGreaterThan(1.5 * width(false))
    expect(width(true)).toBe(width(true))
  })

  test('refuses a statistic that has no value on most resamples', () => {
    expect(() =>
      raterBootstrap(
        [
          [1, 1],
          [1, 1],
        ],
        krippendorffInterval,
        { seed: [1] },
      ),
    ).toThrow(/most resamples/)
    expect(() => raterBootstrap([[1, 1]], krippendorffInterval, { seed: [1] })).toThrow(/two items/)
  })
})
