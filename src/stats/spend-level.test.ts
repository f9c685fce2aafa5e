import { expect, test } from 'vitest'
import { spendLevel } from './spend-level.ts'

test('the levels of all tests add up to the level that they share', () => {
  let sum = 0
  for (let n = 1; n <= 200_000; n++) sum += spendLevel(0.05, n)
  expect(sum).toBeLessThan(0.05)
  expect(sum).toBeGreaterThan(0.0499)
})

test('a level or a count that is none throws', () => {
  expect(() => spendLevel(0, 1)).toThrow(/level/)
  expect(() => spendLevel(0.05, 0)).toThrow(/test 0/)
})
