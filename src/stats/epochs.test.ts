import { expect, test } from 'vitest'
import { pairedComponents, questionMeans, varianceComponents } from './epochs.ts'
import { RandomBits } from './random.ts'

/** Scores of many questions with known variances: true means uniform on 0…1 (ω² = 1/12), noise uniform of variance σ². */
function simulate(random: RandomBits, questions: number, epochs: number, sigma2: number): number[][] {
  const width = Math.sqrt(12 * sigma2)
  return Array.from({ length: questions }, () => {
    const truth = random.uniform()
    return Array.from({ length: epochs }, () => truth + width * (random.uniform() - 0.5))
  })
}

test('a question enters with its mean over epochs', () => {
  expect([...questionMeans([[1, 0, 1, 0], [1], [0, 0, 1]])]).toEqual([0.5, 1, expect.closeTo(1 / 3, 12)])
  expect(() => questionMeans([[1], []])).toThrow(/at least 1/)
})

test('variance between and within questions is told apart', () => {
  const scores = simulate(new RandomBits(['epochs']), 40_000, 4, 0.2)
  const { between, within, questions } = varianceComponents(scores)
  expect(between).toBeCloseTo(1 / 12, 2)
  expect(within).toBeCloseTo(0.2, 2)
  expect(questions).toBe(40_000)
})

test('a paired difference keeps ω² of the true differences and both arms’ σ²', () => {
  const random = new RandomBits(['paired'])
  const before = simulate(random, 40_000, 3, 0.1)
  const after = simulate(random, 40_000, 5, 0.3)
  const parts = pairedComponents(before, after)
  expect(parts.omega2).toBeCloseTo(2 / 12, 2)
  expect(parts.sigma2Before).toBeCloseTo(0.1, 2)
  expect(parts.sigma2After).toBeCloseTo(0.3, 2)
})

test('with one epoch all variance counts as between questions', () => {
  expect(varianceComponents([[0], [1], [0], [1]])).toEqual({
    between: expect.closeTo(1 / 3, 12),
    within: 0,
    questions: 4,
  })
})

test('variance between questions is never negative, and one question has none', () => {
  expect(
    varianceComponents([
      [0, 1],
      [1, 0],
    ]).between,
  ).toBe(0)
  expect(() => varianceComponents([[1, 2]])).toThrow(/at least 2/)
  expect(() => pairedComponents([[1], [2]], [[1]])).toThrow(/different questions/)
})
