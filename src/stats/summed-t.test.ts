import { expect, test } from 'vitest'
import { tCdf } from './distributions.ts'
import { halfWidth, tailOf } from './summed-t.ts'

const parts = [
  { se: 1.2, df: 19 },
  { se: 0.7, df: 2 },
]

test('of one part the interval and its tail are Student’s', () => {
  const alone = [{ se: 2, df: 5 }]
  expect(halfWidth(alone, 0.95)).toBeCloseTo(2 * 2.5705818356363, 9)
  expect(tailOf(alone, 3)).toBeCloseTo(1 - tCdf(1.5, 5), 12)
  expect(tailOf(alone, -3)).toBeCloseTo(tCdf(1.5, 5), 12)
})

test('the tail is the level at which the interval just reaches that far', () => {
  for (const level of [0.5, 0.9, 0.95, 0.999])
    expect(tailOf(parts, halfWidth(parts, level))).toBeCloseTo((1 - level) / 2, 10)
  expect(tailOf(parts, 0)).toBeCloseTo(0.5, 6)
})
