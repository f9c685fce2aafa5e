import { expect, test } from 'vitest'
import fixture from './fixtures/overlap.json' with { type: 'json' }
import { pairedMean } from './mean.ts'
import { Moments } from './moments.ts'
import { PairedMoments } from './paired-moments.ts'
import { partlyOverlapping } from './partly-overlapping.ts'

const near = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThan(1e-7 * Math.max(1, Math.abs(expected)))

test('agrees with the paper’s formulas on raw samples in NumPy and SciPy', () => {
  for (const { before, after, beforeOnly, afterOnly, value, low, high, df, p } of fixture.partlyOverlapping) {
    const found = partlyOverlapping({
      pairs: PairedMoments.of(before, after),
      beforeOnly: Moments.of(beforeOnly),
      afterOnly: Moments.of(afterOnly),
    })
    near(found.value, value)
    near(found.ci[0], low)
    near(found.ci[1], high)
    near(found.df, df)
    near(found.p, p)
  }
})

test('with every sample paired it is the paired t', () => {
  const [before, after] = [
    [3, 1, 4, 1, 5, 9, 2],
    [2, 7, 1, 8, 2, 8, 1],
  ] as const
  const none = { beforeOnly: new Moments(), afterOnly: new Moments() }
  const found = partlyOverlapping({ pairs: PairedMoments.of(before, after), ...none })
  const paired = pairedMean(before, after)
  near(found.ci[0], paired.ci[0])
  near(found.p, paired.p)
})

test('rates that never vary keep an interval with width, and one pair has none', () => {
  const ones = (n: number) => Array<number>(n).fill(1)
  const all = { beforeOnly: Moments.of(ones(40)), afterOnly: Moments.of(ones(40)), isRate: true }
  const found = partlyOverlapping({ pairs: PairedMoments.of(ones(10), ones(10)), ...all })
  expect(found.ci[0]).toBeLessThan(-0.05)
  expect(found.ci[1]).toBeGreaterThan(0.05)
  expect(() => partlyOverlapping({ pairs: PairedMoments.of([1], [0]), ...all })).toThrow('at least 2')
})
