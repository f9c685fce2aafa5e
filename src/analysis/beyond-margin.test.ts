import { expect, test } from 'vitest'
import type { MeanMetric, TotalsMetric } from '../core/metric.ts'
import { compareMetric, type RawComparison } from './compare-metric.ts'
import type { FigureMetric } from './figure-metric.ts'
import { makePairedSums } from './metric-sums.ts'
import { withPanels } from './panel.ts'
import { suiteScore } from './suite-score.ts'

const rate: Omit<MeanMetric, 'value'> = { kind: 'mean', name: 'x', direction: 'higher-is-better', unit: 'rate' }
const number: Omit<MeanMetric, 'value'> = { ...rate, unit: 'number' }
const share: Omit<TotalsMetric, 'columns'> = {
  ...{ kind: 'totals', name: 'x', direction: 'higher-is-better', unit: 'rate' },
  of: ([right = 0, tried = 0]) => right / tried,
}

function compared(
  metric: FigureMetric,
  rows: readonly (readonly [number, number])[],
  clusters?: number,
): RawComparison {
  const sums = makePairedSums(metric)
  rows.forEach(([before, after], i) => {
    const drawn = (value: number) => (metric.kind === 'totals' ? [value, 1] : value)
    sums.push(drawn(before), drawn(after), clusters === undefined ? undefined : i % clusters)
  })
  const found = compareMetric(sums.figure())
  if ('code' in found) throw new Error(found.code)
  return found
}

/** Ten of 100 lost, or all 100 by 0.1. */
const lost = Array.from({ length: 100 }, (_, i): [number, number] => [1, i < 10 ? 0 : 1])
const halves = Array.from({ length: 100 }, (_, i): [number, number] => [1, i < 20 ? 0.5 : 1])
const equal = Array.from({ length: 100 }, (): [number, number] => [0.5, 0.4])
const panel = (loss: number) =>
  new Map(lost.map((_, i) => [`${i}`, new Map(['a', 'b', 'c'].map((rater, j) => [rater, 50 + (i % 7) + j - loss]))]))

const pair = (): RawComparison => compared(rate, lost)
const suite = suiteScore(['a', 'b'].map(name => ({ name, bundled: false, headline: pair() })))
const paths: Record<string, Pick<RawComparison, 'harm'>> = {
  'yes/no pairs': pair(),
  'yes/no in clusters': compared(rate, lost, 20),
  'rates over epochs': compared(rate, halves),
  'rates over epochs that all fall alike': compared(rate, equal),
  means: compared(number, lost),
  'means in clusters': compared(number, lost, 20),
  'means that all fall alike': compared(number, equal),
  'a share of totals': compared(share, lost),
  'a share of totals in clusters': compared(share, lost, 20),
  'a suite’s mean': suite ?? pair(),
}

test.each(Object.entries(paths))(
  'of %s, a loss at the margin or beyond it has p = 1, and one well within has not',
  (_, { harm }) => {
    for (const margin of [0.01, 0.05, 0.099]) expect(harm(margin)).toBe(1)
    expect(harm(0.6)).toBeLessThan(0.05)
  },
)

test('of a panel’s ratings too', () => {
  const raw = compared(
    number,
    Array.from({ length: 100 }, (_, i): [number, number] => [51 + (i % 7), 49 + (i % 7)]),
  )
  const rated = withPanels(raw, panel(0), panel(2))
  expect(rated.delta).toMatchObject({ value: expect.closeTo(-2, 9) })
  for (const margin of [0.5, 1.9]) expect(rated.harm(margin)).toBe(1)
  expect(rated.harm(5)).toBeLessThan(1)
})
