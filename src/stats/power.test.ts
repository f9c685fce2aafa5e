import { describe, expect, test } from 'vitest'
import fixture from './fixtures/power.json' with { type: 'json' }
import { mcnemarPower } from './mcnemar-power.ts'
import { detectableDifference, detectableRateDifference, neededPairs, neededQuestions, powerOfMean } from './power.ts'

const varianceOf = (row: readonly number[]) => {
  const [omega2 = 0, sigma2Before = 0, sigma2After = 0, epochsBefore = 1, epochsAfter = 1] = row.slice(1, 6)
  return { omega2, sigma2Before, sigma2After, epochsBefore, epochsAfter }
}

test('differences and sizes for means agree with root finding by SciPy', () => {
  for (const row of fixture.detectableDifference) {
    const [n = 0] = row
    const [alpha = 0, power = 0, expected = 0] = row.slice(6)
    expect(Math.abs(detectableDifference(n, varianceOf(row), { alpha, power }) - expected)).toBeLessThan(1e-9)
  }
  for (const row of fixture.neededQuestions) {
    const [alpha = 0, power = 0, expected = 0] = row.slice(6)
    expect(neededQuestions(row[0] ?? 0, varianceOf(row), { alpha, power })).toBe(expected)
  }
})

test('differences and sizes for paired rates agree with root finding by SciPy', () => {
  for (const [n = 0, psi = 0, alpha = 0, power = 0, expected = 0] of fixture.detectableRateDifference) {
    const delta = detectableRateDifference(n, psi, { alpha, power })
    if (expected < 0) expect(delta).toBeUndefined()
    else expect(Math.abs((delta ?? Number.NaN) - expected)).toBeLessThan(1e-9)
  }
  for (const [delta = 0, psi = 0, alpha = 0, power = 0, expected = 0] of fixture.neededPairs)
    expect(neededPairs(delta, psi, { alpha, power })).toBe(expected)
})

test("the exact power of McNemar's test agrees with a sum over all outcomes to 1e-9", () => {
  for (const [n = 0, before = 0, after = 0, alpha = 0, expected = 0] of fixture.mcnemarPower)
    expect(Math.abs(mcnemarPower(n, before, after, alpha) - expected)).toBeLessThan(1e-9)
})

describe('planning', () => {
  test("Miller's example: 969 questions for 3 points where ω² = 1/9 and epochs are many", () => {
    expect(neededQuestions(0.03, { omega2: 1 / 9 })).toBe(969)
  })

  test('more epochs lessen the variance within questions only', () => {
    const noisy = { omega2: 1 / 9, sigma2Before: 1 / 6, sigma2After: 1 / 6 }
    const once = detectableDifference(30, noisy)
    const often = detectableDifference(30, { ...noisy, epochsBefore: 64, epochsAfter: 64 })
    expect([once, often].map(x => Math.round(x * 100))).toEqual([34, 17])
    expect(often).toBeGreaterThan(detectableDifference(30, { omega2: 1 / 9 }))
  })

  test('n and difference are each other turned round', () => {
    const delta = detectableRateDifference(200, 0.3) ?? Number.NaN
    expect(neededPairs(delta * 1.0001, 0.3)).toBe(200)
    expect(powerOfMean(50, detectableDifference(50, { omega2: 0.2 }), { omega2: 0.2 })).toBeCloseTo(0.8, 9)
  })

  test("Connor's n falls short of 80 % in the exact test by a few points at most", () => {
    for (const [delta, psi] of [
      [0.1, 0.2],
      [0.05, 0.15],
      [0.2, 0.5],
    ] as const) {
      const power = mcnemarPower(neededPairs(delta, psi), (psi - delta) / 2, (psi + delta) / 2)
      expect(power).toBeGreaterThan(0.74)
      expect(power).toBeLessThan(0.82)
    }
  })

  test('the real level of the exact test stays below α', () => {
    for (const n of [10, 68, 200]) expect(mcnemarPower(n, 0.15, 0.15)).toBeLessThanOrEqual(0.05)
  })

  test('where nothing can change there is no power, and where nothing can be seen no n', () => {
    expect(mcnemarPower(50, 0, 0)).toBe(0)
    expect(mcnemarPower(50, 0, 1)).toBe(1)
    expect(detectableRateDifference(5, 0.5)).toBeUndefined()
    expect(detectableDifference(5, { omega2: 0 })).toBe(0)
    expect(() => neededQuestions(0, { omega2: 1 })).toThrow(/difference of 0/)
    expect(() => neededPairs(0.3, 0.2)).toThrow(/discordance of at least 0.3/)
    expect(() => neededPairs(0.3, 1.2)).toThrow(/not a share/)
    expect(() => detectableDifference(0, { omega2: 1 })).toThrow(/n is 0/)
    expect(() => detectableDifference(9, { omega2: -1 })).toThrow(/negative/)
    expect(() => neededPairs(0.1, 0.2, { power: 1 })).toThrow(/power of 1/)
  })
})
