import { expect, test } from 'vitest'
import { binomialPmf, drawBinomial, logFactorial } from './binomial.ts'
import { binomialCdf } from './distributions.ts'
import { RandomBits } from './random.ts'

test.each([
  [5, 0.3],
  [40, 0.1],
  [40, 0.5],
  [1000, 0.9],
  [100_000, 0.02],
  [100_000, 0.5],
])('draws from Binomial(%i, %f) follow its distribution function', (n, p) => {
  const random = new RandomBits(['binomial', n, p])
  const draws = Float64Array.from({ length: 40_000 }, () => drawBinomial(random, n, p)).sort()
  // Kolmogorov's distance, whose 99.9 % limit is 1.95/√m; below it at every step of the discrete distribution.
  let distance = 0
  draws.forEach((k, i) => {
    if (draws[i + 1] !== k) distance = Math.max(distance, Math.abs((i + 1) / draws.length - binomialCdf(k, n, p)))
  })
  expect(distance).toBeLessThan(1.95 / Math.sqrt(draws.length))
})

test('the ends are certain', () => {
  const random = new RandomBits([0])
  expect([drawBinomial(random, 9, 0), drawBinomial(random, 9, 1), drawBinomial(random, 0, 0.5)]).toEqual([0, 9, 0])
})

test('log factorials and probabilities are exact where they can be counted', () => {
  let factorial = 1
  for (let k = 1; k <= 170; k++) {
    factorial *= k
    expect(Math.abs(logFactorial(k) - Math.log(factorial))).toBeLessThan(1e-12 * Math.max(1, Math.log(factorial)))
  }
  expect(binomialPmf(2, 4, 0.5)).toBeCloseTo(6 / 16, 14)
  expect(binomialPmf(30, 100, 0.3)).toBeCloseTo(binomialCdf(30, 100, 0.3) - binomialCdf(29, 100, 0.3), 12)
})

test('uniform numbers are seeded, within (0, 1), and fill it evenly', () => {
  const random = new RandomBits(['u'])
  const values = Array.from({ length: 100_000 }, () => random.uniform())
  expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThan(0)
  expect(values.reduce((sum, x) => sum + x, 0) / values.length).toBeCloseTo(0.5, 2)
  expect(new RandomBits(['u']).uniform()).toBe(values[0])
  expect(new RandomBits(['v']).uniform()).not.toBe(values[0])
})
