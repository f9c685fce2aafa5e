import { expect, test } from 'vitest'
import fixture from './fixtures/agreement.json' with { type: 'json' }
import { predictionPoweredMean, roganGladen } from './judge-error.ts'

test("Rogan and Gladen's rate with Lang and Reiczigel's interval agrees with the paper's formulas to 1e-9", () => {
  for (const [k = 0, n = 0, seK = 0, seN = 0, spK = 0, spN = 0, ...expected] of fixture.roganGladen) {
    const error = { sensitivity: { k: seK, n: seN }, specificity: { k: spK, n: spN } }
    const { value, ci } = roganGladen({ k, n }, error)
    ;[value, ...ci].forEach((figure, i) => {
      expect(Math.abs(figure - (expected[i] ?? Number.NaN))).toBeLessThan(1e-9)
    })
  }
})

test('a judge tried on many items and never wrong leaves the rate as it is', () => {
  const perfect = { sensitivity: { k: 100_000, n: 100_000 }, specificity: { k: 100_000, n: 100_000 } }
  const { value, ci } = roganGladen({ k: 30, n: 100 }, perfect)
  expect(value).toBeCloseTo(0.3, 12)
  expect(ci[0]).toBeGreaterThan(0.2)
  expect(ci[1]).toBeLessThan(0.41)
})

test('a judge tried on few items widens the interval', () => {
  const tried = (n: number) =>
    roganGladen({ k: 60, n: 200 }, { sensitivity: { k: 0.9 * n, n }, specificity: { k: 0.8 * n, n } }).ci
  const [few, many] = [tried(20), tried(2000)]
  expect(few[1] - few[0]).toBeGreaterThan(1.5 * (many[1] - many[0]))
})

test('a judge no better than chance, or never tried, corrects nothing', () => {
  const chance = { sensitivity: { k: 5, n: 10 }, specificity: { k: 5, n: 10 } }
  expect(() => roganGladen({ k: 1, n: 2 }, chance)).toThrow(/no better than chance/)
  expect(() => roganGladen({ k: 1, n: 2 }, { ...chance, specificity: { k: 0, n: 0 } })).toThrow(/at least one item/)
})

test('the prediction-powered mean agrees with NumPy to 1e-9, tuned, plain and without the judge', () => {
  for (const { human, judge, judged, lambda, value, low, high } of fixture.ppi) {
    const result = predictionPoweredMean({ human, judge }, judged, lambda === null ? {} : { lambda })
    for (const [figure, expected] of [
      [result.value, value],
      [result.ci[0], low],
      [result.ci[1], high],
    ] as const)
      expect(Math.abs(figure - expected)).toBeLessThan(1e-9)
  }
})

test('a judge that agrees with humans narrows the interval, a useless one is left out', () => {
  const human = Array.from({ length: 40 }, (_, i) => Math.sin(i * 1.7))
  const judged = Array.from({ length: 1000 }, (_, i) => Math.sin(i * 0.9))
  const width = (judge: number[]) => {
    const { ci, lambda } = predictionPoweredMean({ human, judge }, judged)
    return { width: ci[1] - ci[0], lambda }
  }
  const alone = predictionPoweredMean({ human, judge: human }, judged, { lambda: 0 }).ci
  expect(width(human).width).toBeLessThan(0.4 * (alone[1] - alone[0]))
  expect(width(human.map(() => 1)).width).toBeCloseTo(alone[1] - alone[0], 6)
  expect(width(human.map(x => -x)).lambda).toBe(0)
})

test('too few labelled or judged items are refused', () => {
  expect(() => predictionPoweredMean({ human: [1], judge: [1] }, [1, 2])).toThrow(/at least 2/)
  expect(() => predictionPoweredMean({ human: [1, 2], judge: [1, 2, 3] }, [1, 2])).toThrow(/a human and a judge score/)
})
