import { expect, test } from 'vitest'
import fixture from './fixtures/clusters.json' with { type: 'json' }
import { jackknifeTotals } from './jackknife.ts'
import { meanInterval, pairedMean } from './mean.ts'
import { deltaOf } from './totals.ts'

const ratio = ([a = 0, b = 0]: readonly number[]) => a / b
const mean = ([a = 0]: readonly number[]) => a

test('the interval of a ratio agrees with leaving out each cluster in NumPy to 1e-9', () => {
  for (const { top, bottom, groups, low, high } of fixture.jackknife) {
    const { ci } = jackknifeTotals([top, bottom], ratio, { groups })
    expect(Math.abs(ci[0] - low)).toBeLessThan(1e-9)
    expect(Math.abs(ci[1] - high)).toBeLessThan(1e-9)
  }
})

test('of a mean it is the t interval, of a difference of means the paired test', () => {
  const [before, after] = [
    [1, 4, 2, 8, 5],
    [2, 4, 3, 9, 9],
  ] as const
  expect(jackknifeTotals([before], mean).ci[0]).toBeCloseTo(meanInterval(before).ci[0], 12)
  const delta = jackknifeTotals([before, after], deltaOf(mean))
  expect(delta.p).toBeCloseTo(pairedMean(before, after).p, 12)
  expect(delta.method).toBe('jackknife-t')
})

test('one unit, and a ratio of nothing, are refused', () => {
  expect(() => jackknifeTotals([[1], [2]], ratio)).toThrow(/1 independent sample/)
  expect(() =>
    jackknifeTotals(
      [
        [1, 2],
        [2, 1],
      ],
      ratio,
      { groups: ['a', 'a'] },
    ),
  ).toThrow(/1 independent cluster/)
  expect(() =>
    jackknifeTotals(
      [
        [1, 1],
        [0, 0],
      ],
      ratio,
    ),
  ).toThrow(/no value/)
})

test('samples without a part in the ratio change neither it nor, by much, its interval', () => {
  const with0 = jackknifeTotals(
    [
      [1, 0, 1, 1, 0],
      [1, 0, 1, 1, 1],
    ],
    ratio,
  )
  const without0 = jackknifeTotals(
    [
      [1, 1, 1, 0],
      [1, 1, 1, 1],
    ],
    ratio,
  )
  expect(with0.value).toBeCloseTo(without0.value, 12)
  expect(Math.abs(with0.se / without0.se - 1)).toBeLessThan(0.1)
})
