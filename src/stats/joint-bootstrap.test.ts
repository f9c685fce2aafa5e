import { expect, test } from 'vitest'
import { bootstrapMean, bootstrapTotals } from './bootstrap.ts'
import { covarianceOf, jointBootstrap } from './joint-bootstrap.ts'

const xs = Array.from({ length: 60 }, (_, at) => (at * 37) % 61)
const ys = xs.map((x, at) => 3 * x + ((at * 11) % 7))
const first = ([x = 0]: readonly number[]) => x
const second = ([, y = 0]: readonly number[]) => y

test('a figure has the value and the interval that it has alone', () => {
  const figure = jointBootstrap([xs, ys], { seed: ['joint'], resamples: 10_000 })
  for (const [of, alone] of [
    [first, bootstrapMean(xs, { seed: ['alone'] })],
    [
      ([x = 0, y = 0]: readonly number[]) => y / x,
      bootstrapTotals([xs, ys], ([x = 0, y = 0]) => y / x, { seed: ['alone'] }),
    ],
  ] as const) {
    const { value, ci95 } = figure(of)
    expect(value).toBeCloseTo(alone.value, 12)
    for (const side of [0, 1] as const) expect(Math.abs(ci95[side] - alone.ci[side])).toBeLessThan(0.1 * alone.se)
  }
})

test('figures come from the same resamples, and vary together as their means do', () => {
  const figure = jointBootstrap([xs, ys], { seed: ['joint'], resamples: 10_000 })
  const [x, y] = [figure(first), figure(second)]
  expect(figure(first)).toEqual(x)
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length
  const exact = mean(xs.map((value, at) => (value - mean(xs)) * ((ys[at] ?? 0) - mean(ys)))) / xs.length
  expect(Math.abs(covarianceOf(x.draws, y.draws) / exact - 1)).toBeLessThan(0.05)
})

test('samples that are all alike give an interval without width', () => {
  const { value, ci95 } = jointBootstrap([[1, 1, 1]], { seed: [1], resamples: 200 })(first)
  expect([value, ...ci95]).toEqual([1, 1, 1])
})
