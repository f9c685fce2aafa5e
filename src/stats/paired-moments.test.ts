import { expect, test } from 'vitest'
import { pearson } from './correlation.ts'
import { pairedMean, testedFromMoments } from './mean.ts'
import { Moments } from './moments.ts'
import { PairedMoments } from './paired-moments.ts'
import { RandomBits } from './random.ts'

test('one pass gives what the arrays give', () => {
  const random = new RandomBits(['pass'])
  const before = Array.from({ length: 500 }, () => random.uniform())
  const after = before.map(value => value * 0.5 + random.uniform())
  const moments = PairedMoments.of(before, after)
  const whole = pairedMean(before, after)
  expect(testedFromMoments(moments.delta)).toEqual(whole)
  expect(moments.correlation).toBe(pearson(before, after))
  expect(moments.up + moments.down).toBe(500)
  expect(moments.counts).toBeUndefined()
})

test('yes/no scores keep their 2×2 table', () => {
  const moments = PairedMoments.of([1, 1, 0, 0, 1], [1, 0, 1, 0, 1])
  expect(moments.counts).toEqual({ both: 2, beforeOnly: 1, afterOnly: 1, neither: 1 })
  expect([moments.up, moments.down, moments.n]).toEqual([1, 1, 5])
})

test('streams can be merged', () => {
  const [left, right] = [Moments.of([1, 2, 5]), Moments.of([8, 13])]
  left.merge(right)
  const whole = Moments.of([1, 2, 5, 8, 13])
  expect(left.n).toBe(5)
  expect(left.mean).toBeCloseTo(whole.mean, 12)
  expect(left.variance).toBeCloseTo(whole.variance, 12)
  const empty = new Moments()
  empty.merge(new Moments())
  expect(empty).toMatchObject({ n: 0, mean: 0, variance: 0 })
})

test('a million rows need one pass and next to no memory', () => {
  const random = new RandomBits(['million'])
  const moments = new PairedMoments()
  moments.add(0, 0)
  const before = process.memoryUsage().arrayBuffers
  for (let i = 1; i < 1_000_000; i++) moments.add(random.uniform() < 0.6 ? 1 : 0, random.uniform() < 0.62 ? 1 : 0)
  expect(moments.n).toBe(1_000_000)
  expect(moments.delta.mean).toBeCloseTo(0.02, 2)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6)
})
