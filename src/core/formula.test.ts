import { expect, test } from 'vitest'
import { Formula, formula } from './formula.ts'

const [a, b] = [{ column: 0 }, { column: 1 }]
const ratio: Formula = { orZero: { divide: [a, { add: [a, b] }] } }

test('a formula says the same as data and as a function', () => {
  expect(formula({ subtract: [{ multiply: [2, a, b] }, { add: [a, 1] }] })([3, 5])).toBe(26)
  expect(formula(ratio)([1, 3])).toBe(0.25)
  const kept = Formula.parse(JSON.parse(JSON.stringify(formula(ratio).formula)))
  expect(kept).toEqual(ratio)
  expect(formula(kept)([1, 3])).toBe(0.25)
})

test('nothing over nothing has no value, and is 0 where the formula says so', () => {
  expect(formula({ divide: [a, b] })([0, 0])).toBeNaN()
  expect(formula({ divide: [a, b] })([1, 0])).toBe(Number.POSITIVE_INFINITY)
  expect(formula(ratio)([0, 0])).toBe(0)
  expect(formula({ orZero: { subtract: [{ divide: [a, b] }, { divide: [b, a] }] } })([1, 0])).toBe(0)
})

test('a column that is not there has no value', () => {
  expect(formula({ add: [a, { column: 2 }] })([1, 1])).toBeNaN()
})

test.each([{ column: -1 }, { add: [] }, { divide: [1] }, { sqrt: 2 }, { column: 0, add: [1] }, 'a / b'])(
  '%j is no formula',
  data => {
    expect(Formula.safeParse(data).success).toBe(false)
  },
)
