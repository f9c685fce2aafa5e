import { expect, test } from 'vitest'
import type { MeanMetric } from '../core/metric.ts'
import { wilson } from '../stats/proportion.ts'
import { compareMetric } from './compare-metric.ts'
import { makePairedSums } from './metric-sums.ts'
import { type SuitePart, suiteScore } from './suite-score.ts'

const metric: MeanMetric = { kind: 'mean', name: 'x', direction: 'higher-is-better', unit: 'rate', value: () => 0 }

function part(name: string, [both = 0, down = 0, up = 0, neither = 0]: readonly number[], bundled = false): SuitePart {
  const sums = makePairedSums(metric)
  const pairs = [
    [both, 1, 1],
    [down, 1, 0],
    [up, 0, 1],
    [neither, 0, 0],
  ] as const
  for (const [times, before, after] of pairs) for (let i = 0; i < times; i++) sums.push(before, after, undefined)
  const headline = compareMetric(sums.figure())
  if ('code' in headline) throw new Error(headline.code)
  return { name, bundled, headline, flips: { improved: up, regressed: down } }
}

test('bundled samples stay out of a mean with real data, and make one where all are bundled', () => {
  const real = [part('a', [30, 2, 5, 3]), part('b', [80, 10, 3, 7])]
  const standIn = part('c', [10, 9, 0, 1], true)
  expect(suiteScore([...real, standIn])).toMatchObject({ benchmarks: ['a', 'b'], macro: suiteScore(real)?.macro })
  expect(suiteScore([real[0] ?? standIn, standIn])).toBeUndefined()
  expect(suiteScore([standIn, { ...standIn, name: 'd' }])).toMatchObject({ benchmarks: ['c', 'd'] })
})

test('three small benchmarks, all right, are as sure as their samples pooled, and no surer', () => {
  const score = suiteScore(['a', 'b', 'c'].map(name => part(name, [20, 0, 0, 0])))
  expect(score?.macro.before.ci95[1]).toBe(1)
  expect(score?.macro.before.ci95[0]).toBeLessThanOrEqual(wilson(60, 60).ci[0] + 1e-12)
  expect(score?.test).toEqual({ name: 'sign-flip-exact', p: 1 })
})

test('the mean’s p is that of all flips, each weighing as its benchmark does', () => {
  const score = suiteScore([part('a', [10, 0, 4, 6]), part('b', [60, 1, 3, 36])])
  // 4 of 20 up; 3 up and 1 down of 100. Of the 2⁸ ways to share out the signs those as far out: 2·(1 + 1·4 + …) counted by hand below.
  let hits = 0
  for (let i = 0; i <= 4; i++)
    for (let j = 0; j <= 4; j++) {
      const choose = (k: number) => [1, 4, 6, 4, 1][k] ?? 0
      if (Math.abs((2 * i - 4) / 20 + (2 * j - 4) / 100) >= 4 / 20 + 2 / 100 - 1e-12) hits += choose(i) * choose(j)
    }
  expect(score?.test.p).toBeCloseTo(hits / 256, 12)
})

test('a loss as large as the margin or larger is never ruled out', () => {
  const score = suiteScore([part('a', [10, 9, 0, 1]), part('b', [10, 8, 0, 2])])
  expect(score?.harm(0.3)).toBe(1)
})

test('a suite’s test against a margin is its interval turned round, and surer the farther the margin is, in either direction', () => {
  const score = suiteScore([part('a', [30, 4, 2, 4]), part('b', [80, 6, 7, 7])])
  if (score === undefined) throw new Error('there is no score')
  const worst = -score.macro.delta.ci95[0]
  expect(worst).toBeGreaterThan(0)
  expect(score.harm(worst)).toBeCloseTo(0.025, 9)
  const ps = [0.5, 0.9, 1.1, 2].map(times => score.harm(worst * times))
  expect(ps).toEqual(ps.toSorted((a, b) => b - a))
  expect(score.harm(worst * 0.9)).toBeGreaterThan(0.025)
  expect(score.harm(worst * 1.1)).toBeLessThan(0.025)
})
