import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TotalsMetric } from '../core/metric.ts'
import { neededPairs } from '../stats/power.ts'
import { compareMetric } from './compare-metric.ts'
import { estimateMetric } from './estimate-metric.ts'
import { makeClusterNumbers, makeMetricSums, makePairedSums } from './metric-sums.ts'

const share: TotalsMetric = {
  kind: 'totals',
  name: 'given_attempted',
  direction: 'higher-is-better',
  unit: 'rate',
  columns: () => [],
  of: ([right = 0, wrong = 0]) => (right + wrong === 0 ? 0 : right / (right + wrong)),
}
const outcome = fc.constantFrom<number[]>([1, 0], [0, 1], [0, 0])
const pairs = fc.array(fc.tuple(outcome, outcome), { minLength: 2, maxLength: 80 })

function compared(
  metric: TotalsMetric,
  all: readonly (readonly [number[], number[]])[],
  group?: (i: number) => string,
) {
  const sums = makePairedSums(metric)
  const numberOf = makeClusterNumbers()
  for (const [i, [before, after]] of all.entries()) sums.push(before, after, numberOf(group?.(i)))
  return compareMetric(sums.figure())
}

test('a share’s p is below 0.05 exactly where its interval leaves out 0, and its margin’s where it leaves out the margin', () =>
  fc.assert(
    fc.property(pairs, fc.double({ min: 0.01, max: 0.6, noNaN: true }), (all, margin) => {
      const found = compared(share, all)
      if ('code' in found) throw new Error(`not compared: ${found.code}`)
      const [low, high] = found.delta.ci95
      const near = Math.min(Math.abs(low), Math.abs(high), Math.abs(low + margin)) < 1e-9
      fc.pre(!near)
      expect(found.delta.value).toBeCloseTo(found.after.value - found.before.value, 12)
      expect(low).toBeLessThanOrEqual(found.delta.value)
      expect(high).toBeGreaterThanOrEqual(found.delta.value)
      expect(found.test.p < 0.05).toBe(low > 0 || high < 0)
      expect(found.harm(margin) < 0.025).toBe(low > -margin)
    }),
  ))

test('a share of everything right in both arms has an interval, and no significance', () => {
  const found = compared(
    share,
    Array.from(
      { length: 30 },
      () =>
        [
          [1, 0],
          [1, 0],
        ] as const,
    ).map(([b, a]) => [[...b], [...a]]),
  )
  expect(found).toMatchObject({ before: { value: 1 }, delta: { value: 0 }, test: { p: 1 } })
  if ('delta' in found) expect(found.delta.ci95[1] - found.delta.ci95[0]).toBeGreaterThan(0.1)
})

test('samples that repeat in clusters make a share’s interval wider', () => {
  const once = Array.from({ length: 20 }, (_, i) =>
    i % 4 === 0
      ? [
          [1, 0],
          [0, 1],
        ]
      : [
          [0, 1],
          [i % 3 === 0 ? 1 : 0, 0],
        ],
  )
  const all = once.flatMap(pair =>
    Array.from({ length: 5 }, () => [pair[0] ?? [], pair[1] ?? []] as [number[], number[]]),
  )
  const width = (found: ReturnType<typeof compareMetric>) =>
    'code' in found ? Number.NaN : found.delta.ci95[1] - found.delta.ci95[0]
  expect(width(compared(share, all, i => `g${Math.floor(i / 5)}`))).toBeGreaterThan(1.8 * width(compared(share, all)))
})

test('tokens for each right answer have an interval that is above 0 and longer upwards', () => {
  const sums = makeMetricSums({ ...share, unit: 'tokens', of: ([tokens = 0, right = 0]) => tokens / right })
  for (let i = 0; i < 12; i++) sums.push([100 + 40 * i, i % 3 === 0 ? 1 : 0], undefined)
  const { value, ci95, method } = estimateMetric(sums.figure())
  const [low, high] = ci95
  expect({ value, method }).toEqual({ value: (1200 + 40 * 66) / 4, method: 'log-t' })
  expect(low).toBeGreaterThan(0)
  expect(high - value).toBeGreaterThan(1.3 * (value - low))
  expect(low * high).toBeCloseTo(value ** 2, 3)
})

test('what an undecided difference would take is a range, and holds the number that the true one takes', () => {
  const known: [number, number | null][] = []
  for (let up = 8; up <= 14; up++) {
    const sums = makePairedSums({
      kind: 'mean',
      name: 'right',
      direction: 'higher-is-better',
      unit: 'rate',
    })
    for (let i = 0; i < 108 + up; i++) sums.push(i < up ? 0 : 1, i >= up && i < up + 8 ? 0 : 1, undefined)
    const found = compareMetric(sums.figure())
    if ('code' in found) throw new Error(found.code)
    const { neededN, neededRange, delta } = found
    if (delta.value === 0) expect([neededN, neededRange]).toEqual([undefined, undefined])
    else if (neededRange === undefined || neededN === undefined) throw new Error('there is no range')
    else {
      expect(neededRange[0]).toBeLessThan(neededN)
      expect(neededRange[1]).toBeGreaterThan(neededN)
      known.push(neededRange)
    }
  }
  expect(known).toHaveLength(6)
  // 14 up and 8 down of 122: Δ 0.0492 with standard error 0.0382; |N| below 0.1120 and 0.00547 with 95 and 5 % (SciPy's foldnorm).
  const [low, high] = known.at(-1) ?? []
  expect(low).toBe(neededPairs(0.1119974, 22 / 122))
  expect(Math.abs((high ?? 0) / neededPairs(0.00547193, 22 / 122) - 1)).toBeLessThan(0.02)
})
