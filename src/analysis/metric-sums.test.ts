import { expect, test } from 'vitest'
import { pearson } from '../stats/correlation.ts'
import type { FigureMetric } from './figure-metric.ts'
import { makePairedSums } from './metric-sums.ts'

const right: FigureMetric = { kind: 'mean', name: 'right', direction: 'higher-is-better', unit: 'rate' }

const figureOf = (before: readonly number[], after: readonly number[]) => {
  const sums = makePairedSums(right)
  before.forEach((was, i) => {
    sums.push(was, after[i] ?? Number.NaN, undefined)
  })
  return sums.figure()
}

test('the dependence of two arms is their correlation, of either sign, and 0 where an arm has no spread', () => {
  const before = [0, 0.5, 1, 1, 0.25, 0.75, 0, 1]
  const after = [0.25, 0.5, 1, 0.75, 0, 1, 0, 0.5]
  const r = pearson(before, after)
  expect(r).toBeGreaterThan(0.5)
  expect(figureOf(before, after).dependence()).toBeCloseTo(r ?? Number.NaN, 12)
  const turned = after.map(value => 1 - value)
  expect(figureOf(before, turned).dependence()).toBeCloseTo(-(r ?? Number.NaN), 12)
  expect(figureOf(before, Array(8).fill(1)).dependence()).toBe(0)
})

test('a difference lies between −1 and 1, either side of 0, and the table counts the pairs by what they say', () => {
  const figure = figureOf([1, 1, 1, 0, 0, 1], [0, 0, 1, 1, 0, 0])
  expect(figure.table).toEqual({ both: 1, beforeOnly: 3, afterOnly: 1, neither: 1 })
  expect(figure.boundedDelta()).toMatchObject({ value: expect.closeTo(-1 / 3, 12), n: 6, range: [-1, 1] })
  expect(figureOf([1, 0.5], [0, 0]).table).toBeUndefined()
})

test('a ratio whose denominator counts the samples is their mean, and so are its difference, error and correlation', () => {
  const ratio: FigureMetric = {
    ...{ kind: 'totals', name: 'ratio', direction: 'higher-is-better', unit: 'number' },
    of: ([sum = 0, count = 0]) => sum / count,
  }
  const before = [3, 1, 4, 1, 5, 9, 2, 6]
  const after = [2, 7, 1, 8, 2, 8, 1, 8]
  const sums = makePairedSums(ratio)
  before.forEach((was, i) => {
    sums.push([was, 1], [after[i] ?? 0, 1], undefined)
  })
  const mean = figureOf(before, after)
  const figure = sums.figure()
  expect(figure.delta().value).toBeCloseTo(mean.delta().value, 9)
  expect(figure.delta().se).toBeCloseTo(mean.delta().se, 6)
  expect(figure.correlation).toBeCloseTo(mean.correlation ?? Number.NaN, 6)
  expect(figure.dependence()).toBeCloseTo(mean.dependence(), 6)
})
