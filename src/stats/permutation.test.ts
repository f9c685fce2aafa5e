import fc from 'fast-check'
import { expect, test } from 'vitest'
import fixture from './fixtures/resampling.json' with { type: 'json' }
import { mcnemarExact } from './mcnemar.ts'
import { signFlipTest, stratifiedSignFlipTest } from './permutation.ts'
import { RandomBits } from './random.ts'

test('the exact test agrees with SciPy over all sign assignments to 1e-9', () => {
  for (const { differences, p } of fixture.signFlip) {
    const result = signFlipTest(differences, { seed: ['t'] })
    expect(result.method).toBe('sign-flip-exact')
    expect(Math.abs(result.p - p), differences.join(' ')).toBeLessThan(1e-9)
  }
})

test("on yes/no scores it is McNemar's exact test", () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), fc.nat(50), (up, down, ties) => {
      fc.pre(up + down + ties > 0)
      const differences = [...new Array(up).fill(1), ...new Array(down).fill(-1), ...new Array(ties).fill(0)]
      const { p, method } = signFlipTest(differences, { seed: [1] })
      expect(method).toBe('sign-flip-exact')
      expect(p).toBeCloseTo(mcnemarExact(up, down), 9)
    }),
    { numRuns: 60 },
  )
})

test('random sign flips come close to the exact p, are seeded, and never give 0', () => {
  const random = new RandomBits(['differences'])
  const differences = Array.from({ length: 20 }, () => random.uniform() - 0.3)
  const exact = signFlipTest(differences, { seed: [0] })
  // The same differences with twelve more that are tiny and new: too many outcomes to count, the same p to three digits.
  const more = [...differences, ...Array.from({ length: 12 }, (_, i) => 1e-9 * (i + 1))]
  const drawn = signFlipTest(more, { seed: [0], flips: 40_000 })
  expect([exact.method, drawn.method]).toEqual(['sign-flip-exact', 'sign-flip-monte-carlo'])
  expect(Math.abs(drawn.p - exact.p)).toBeLessThan(5 * Math.sqrt((exact.p * (1 - exact.p)) / 40_000) + 1e-3)
  expect(signFlipTest(more, { seed: [0], flips: 40_000 })).toEqual(drawn)
  const far = Array.from({ length: 60 }, (_, i) => 1 + i / 1000)
  expect(signFlipTest(far, { seed: [0], flips: 999 }).p).toBe(1 / 1000)
})

test('a cluster changes sign as one', () => {
  const { p } = signFlipTest([1, 1, 1, 1, 2, 2], { seed: [0], groups: ['a', 'a', 'b', 'b', 'c', 'c'] })
  expect(p).toBeCloseTo(2 / 8, 12)
})

test('all ties are no evidence, and no differences are refused', () => {
  expect(signFlipTest([0, 0, 0], { seed: [0] }).p).toBe(1)
  expect(() => signFlipTest([], { seed: [0] })).toThrow(/at least 1/)
  expect(() => signFlipTest([Number.NaN], { seed: [0] })).toThrow(/NaN/)
})

test('of one stratum the stratified test is McNemar’s, and of several the flips of all of them counted out', () => {
  const options = { seed: ['strata'] }
  expect(stratifiedSignFlipTest([{ up: 9, down: 2, weight: 1 / 40 }], options).p).toBeCloseTo(mcnemarExact(9, 2), 12)
  const strata = [
    { up: 4, down: 1, weight: 1 / 20 },
    { up: 2, down: 3, weight: 1 / 50 },
    { up: 3, down: 0, weight: 1 / 7 },
  ]
  const spread = strata.flatMap(({ up, down, weight }) => [
    ...Array<number>(up).fill(weight),
    ...Array<number>(down).fill(-weight),
  ])
  const found = stratifiedSignFlipTest(strata, options)
  const sum = Math.abs(spread.reduce((total, x) => total + x, 0))
  let hits = 0
  for (let signs = 0; signs < 2 ** spread.length; signs++) {
    const flipped = spread.reduce((total, x, i) => total + ((signs >> i) & 1 ? x : -x), 0)
    if (Math.abs(flipped) >= sum - 1e-12) hits++
  }
  expect(found).toEqual({ p: expect.closeTo(hits / 2 ** spread.length, 12), method: 'sign-flip-exact' })
  expect(stratifiedSignFlipTest([{ up: 0, down: 0, weight: 1 }], options).p).toBe(1)
})
