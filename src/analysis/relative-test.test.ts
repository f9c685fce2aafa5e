import { expect, test } from 'vitest'
import fixture from '../stats/fixtures/relative.json' with { type: 'json' }
import type { FigureMetric } from './figure-metric.ts'
import { makePairedSums } from './metric-sums.ts'
import { relativeTest } from './relative-test.ts'

function pair(before: readonly number[], after: readonly number[], unit: FigureMetric['unit']) {
  const sums = makePairedSums({ kind: 'mean', name: 'x', direction: 'higher-is-better', unit })
  before.forEach((was, i) => {
    sums.push(was, after[i] ?? Number.NaN, undefined)
  })
  return sums.figure()
}

test('a relative loss of means is SciPy’s t test of after − (1 − share) · before, pair by pair', () => {
  for (const { before, after, share, p, pLower } of fixture.means) {
    const figure = pair(before, after, 'number')
    expect(Math.abs((relativeTest(figure, 'higher-is-better', share) ?? 2) - p)).toBeLessThan(1e-9)
    expect(Math.abs((relativeTest(figure, 'lower-is-better', share) ?? 2) - pLower)).toBeLessThan(1e-9)
  }
})

test('a relative loss of rates is the score test of the same values', () => {
  for (const { before, after, share, p } of fixture.rates) {
    const found = relativeTest(pair(before, after, 'rate'), 'higher-is-better', share)
    expect(Math.abs((found ?? 2) - p)).toBeLessThan(1e-9)
  }
})

test('of a value before that is 0 nothing can be lost relatively', () => {
  expect(relativeTest(pair([0, 0, 0], [1, 0, 1], 'rate'), 'higher-is-better', 0.1)).toBeUndefined()
})
