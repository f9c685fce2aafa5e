import { expect, test } from 'vitest'
import { exact, isSame, notExact, power, root } from './rational.ts'

test('a root is exact where one is, of fractions and of negative numbers too', () => {
  expect(isSame(root(exact(2n ** 90n), 3), exact(2n ** 30n))).toBe(true)
  expect(isSame(root(exact(8n, 27n), 3), exact(2n, 3n))).toBe(true)
  expect(isSame(root(exact(-32n), 5), exact(-2n))).toBe(true)
  for (let base = 0n; base <= 20n; base++)
    for (const degree of [2, 3, 7]) expect(root(power(exact(base), degree), degree)).toEqual(exact(base))
})

test('any other is said not to be', () => {
  for (const [of, degree] of [
    [2n, 2],
    [2n ** 90n + 1n, 3],
    [80n, 4],
  ] as const)
    expect(() => root(exact(of), degree)).toThrow(notExact)
})
