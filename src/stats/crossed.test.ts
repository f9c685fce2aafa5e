import { expect, test } from 'vitest'
import { crossedMean } from './crossed.ts'
import fixture from './fixtures/crossed.json' with { type: 'json' }
import { meanInterval } from './mean.ts'

const within = (actual: number, expected: number, tolerance: number) =>
  expect(Math.abs(actual - expected)).toBeLessThan(tolerance * Math.max(1, Math.abs(expected)))

const present = (values: readonly (readonly (number | null)[])[]) => values.map(row => row.map(one => one ?? undefined))

test('where no rating is missing, mean and standard error are those of lmerTest, and the parts give its Satterthwaite degrees of freedom', () => {
  for (const { values, value, se, df } of fixture.complete) {
    const result = crossedMean(values)
    within(result.value, value, 1e-9)
    // lmer stops where its optimiser does, and its derivatives are numerical.
    within(result.se, se, 1e-4)
    const [q, r] = result.parts.map(part => ({ ...part, square: part.se ** 2 }))
    if (q === undefined || r === undefined) throw new Error('two parts')
    const rest = q.square + r.square - result.se ** 2
    within(result.se ** 4 / (q.square ** 2 / q.df + r.square ** 2 / r.df + rest ** 2 / q.df / r.df), df, 2e-2)
  }
})

test('with gaps they are those of dense matrices to 1e-9', () => {
  for (const { values, value, se } of fixture.gaps) {
    const result = crossedMean(present(values))
    within(result.value, value, 1e-9)
    within(result.se, se, 1e-9)
  }
})

test('complete tables have the closed form of the analysis of variance', () => {
  const values = [
    [4, 6, 2],
    [7, 9, 4],
    [1, 2, -2],
    [5, 8, 3],
  ]
  // Mean squares of questions, raters and rest: 22.3056, 20.3333, 0.2222.
  const [q, r, e] = [803 / 36, 61 / 3, 2 / 9]
  const result = crossedMean(values)
  expect(result.se ** 2 * 12).toBeCloseTo(q + r - e, 10)
  // SciPy's t.ppf(.975, 3) and t.ppf(.975, 2).
  const half = Math.sqrt((3.182446305284263 ** 2 * q) / 12 + (4.302652729911275 ** 2 * r) / 12)
  expect(result.ci[0]).toBeCloseTo(result.value - half, 9)
  expect(result.ci[1]).toBeCloseTo(result.value + half, 9)
})

test('raters that don’t differ leave the t interval of the questions’ means', () => {
  const values = [
    [4, 5, 6],
    [8, 7, 6],
    [2, 1, 0],
    [1, 2, 3],
  ]
  const result = crossedMean(values)
  expect(result.raters).toBe(0)
  expect(result.ci[0]).toBeCloseTo(meanInterval([5, 7, 1, 2]).ci[0], 12)
})

test('equal ratings have an interval without width', () => {
  const result = crossedMean([
    [5, 5],
    [5, 5],
    [5, 5],
  ])
  expect(result).toMatchObject({ value: 5, ci: [5, 5], se: 0 })
})

test('one rater, one question, or raters without a common question are refused', () => {
  expect(() => crossedMean([[1], [2]])).toThrow('1 rater is too few')
  expect(() => crossedMean([[1, 2]])).toThrow('at least 2 are needed')
  expect(() =>
    crossedMean([
      [1, undefined],
      [undefined, 2],
    ]),
  ).toThrow('too few for a sample of raters')
})
