import { expect, test } from 'vitest'
import { boundedMeanPower } from './bounded-mean-power.ts'
import fixture from './fixtures/planning.json' with { type: 'json' }
import { marginPower } from './margin-power.ts'
import { mcnemarPower } from './mcnemar-power.ts'
import { neededPairs, neededRange } from './power.ts'

test("the power of McNemar's default test agrees with a sum over all outcomes to 1e-9", () => {
  for (const [n = 0, worse = 0, better = 0, alpha = 0, expected = 0] of fixture.mcnemarMidPPower)
    expect(Math.abs(mcnemarPower(n, worse, better, alpha, 'mid-p') - expected)).toBeLessThan(1e-9)
})

test('the power against a margin agrees with a sum over all outcomes, each limit made by other means', () => {
  for (const [n = 0, worse = 0, better = 0, yes = 0, margin = 0, alpha = 0, expected = 0] of fixture.marginPower) {
    const power = marginPower(n, { worse, better, yes }, margin, alpha)
    expect({ n, worse, better, yes, margin, off: Math.abs(power - expected) < 1e-9 }).toEqual({
      ...{ n, worse, better, yes, margin },
      off: true,
    })
  }
})

test('the power of the score test of a bounded mean agrees with root finding by SciPy', () => {
  for (const [n = 0, variance = 0, df = 0, truth = 0, limit = 0, alpha = 0, expected = 0] of fixture.boundedMeanPower) {
    const known = { n, variance, range: [-1, 1] as const, ...(df > 0 && { df }) }
    expect(Math.abs(boundedMeanPower(known, truth, limit, alpha) - expected)).toBeLessThan(1e-7)
  }
})

test('a million pairs are planned with as well, and mid-p is never the weaker test', () => {
  expect(mcnemarPower(1_000_000, 0.0995, 0.1005, 0.05, 'mid-p')).toBeCloseTo(0.6088, 3)
  expect(marginPower(1_000_000, { worse: 0.1, better: 0.1 }, 0.0015)).toBeCloseTo(0.9184, 3)
  for (const n of [20, 74, 300])
    expect(mcnemarPower(n, 0.05, 0.15, 0.05, 'mid-p')).toBeGreaterThanOrEqual(mcnemarPower(n, 0.05, 0.15))
})

test('where nothing changes the pass hangs on n alone, and where all become worse none passes', () => {
  expect(marginPower(300, { worse: 0, better: 0 }, 0.05)).toBe(1)
  expect(marginPower(30, { worse: 0, better: 0 }, 0.05)).toBe(0)
  expect(marginPower(300, { worse: 1, better: 0 }, 0.05)).toBe(0)
  expect(() => marginPower(300, { worse: 0.7, better: 0.7 }, 0.05)).toThrow(/shares/)
  expect(() => marginPower(300, { worse: 0.1, better: 0.1 }, 1)).toThrow(/margin/)
  expect(() => marginPower(0, { worse: 0.1, better: 0.1 }, 0.1)).toThrow(/n is 0/)
})

test('of models that changed nothing but 8 % of their scores, the shares that docs/nightly.md names pass a margin of 5 points', () => {
  const passing = (n: number): string => marginPower(n, { worse: 0.04, better: 0.04 }, 0.05).toFixed(2)
  expect([passing(200), passing(500)]).toEqual(['0.64', '0.97'])
})

test('a number that is needed is a range: 5 and 95 % of what the difference could be, and none above where it could be nothing', () => {
  const needed = (delta: number): number => neededPairs(delta, 0.25)
  // |N(0.06, 0.035)| lies below these with 95 and with 5 % (SciPy's foldnorm).
  const [low, high] = neededRange(0.06, 0.035, needed)
  expect(low).toBe(neededPairs(0.11756994, 0.25))
  expect(Math.abs((high ?? 0) - neededPairs(0.00932199, 0.25))).toBeLessThanOrEqual(1)
  expect(neededRange(0.06, 0, needed)).toEqual([needed(0.06), needed(0.06)])
  expect(neededRange(0, 0, needed)[1]).toBeNull()
  expect(() => neededRange(0.1, -1, needed)).toThrow(/standard error/)
})
