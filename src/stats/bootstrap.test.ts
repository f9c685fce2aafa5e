import { describe, expect, test } from 'vitest'
import { accelerationOf, bcaInterval, percentile } from './bca.ts'
import { bootstrapMean, bootstrapPairedMean, bootstrapTotals } from './bootstrap.ts'
import { binomialCdf } from './distributions.ts'
import fixture from './fixtures/resampling.json' with { type: 'json' }
import { RandomBits } from './random.ts'
import { resampler } from './resample.ts'
import { deltaOf } from './totals.ts'
import { unitsOf } from './units.ts'

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Means of `count` resamples. */
function replicates(values: readonly number[], groups: readonly number[] | undefined, count: number): number[] {
  const units = unitsOf([values], groups)
  const draw = resampler(units, new RandomBits(['test', ...values]))
  const sums = new Float64Array(2)
  return Array.from({ length: count }, () => {
    draw(sums)
    return (sums[0] ?? 0) / (sums[1] ?? 0)
  })
}

test('BCa limits agree with SciPy on its own replicates to 1e-9', () => {
  for (const { values, sums, level, low, high } of fixture.bca) {
    const n = values.length
    const total = values.reduce((sum, value) => sum + value, 0)
    const leaveOneOut = Float64Array.from(values, value => (total - value) / (n - 1))
    const acceleration = accelerationOf(leaveOneOut, new Uint32Array(n).fill(1))
    const sorted = Float64Array.from(sums, sum => sum / n).sort()
    const ci = bcaInterval(sorted, total / n, acceleration, level)
    expect(Math.abs(ci[0] - low), values.join(' ')).toBeLessThan(1e-9 * Math.max(1, low))
    expect(Math.abs(ci[1] - high), values.join(' ')).toBeLessThan(1e-9 * Math.max(1, high))
  }
})

describe('resampling', () => {
  test('by unit agrees with an enumeration of all resamples', () => {
    for (const { values, se, cuts, shares } of fixture.enumerated) {
      const drawn = replicates(values, undefined, 4000)
      const mean = meanOf(drawn)
      const spread = Math.sqrt(meanOf(drawn.map(value => (value - mean) ** 2)))
      expect(Math.abs(spread / se - 1)).toBeLessThan(0.06)
      cuts.forEach((cut, i) => {
        const share = drawn.filter(value => value <= cut + 1e-9).length / drawn.length
        expect(Math.abs(share - (shares[i] ?? 0)), `${values.join(' ')} at ${cut}`).toBeLessThan(0.045)
      })
    }
  })

  test('by counts of distinct values has the exact binomial distribution', () => {
    for (const [ones, n] of [
      [3, 60],
      [30, 68],
      [190, 200],
      [700, 1000],
    ] as const) {
      const drawn = replicates([...new Array(ones).fill(1), ...new Array(n - ones).fill(0)], undefined, 20_000)
      for (const at of [0.1, 0.3, 0.5, 0.7, 0.9].map(p =>
        percentile(
          drawn.toSorted((x, y) => x - y),
          p,
        ),
      )) {
        const share = drawn.filter(value => value <= at + 1e-12).length / drawn.length
        expect(Math.abs(share - binomialCdf(Math.round(at * n), n, ones / n))).toBeLessThan(0.018)
      }
    }
  })

  test('by counts and by unit agree where both can be done', () => {
    const values = Array.from({ length: 400 }, (_, i) => [0, 0.25, 0.5, 1][i % 4] ?? 0)
    // Differences too small to matter keep values from being merged.
    const apart = values.map((value, i) => value + i * 1e-12)
    const spread = (drawn: number[]) => Math.sqrt(meanOf(drawn.map(value => (value - meanOf(values)) ** 2)))
    expect(unitsOf([values]).times).toHaveLength(4)
    expect(unitsOf([apart]).times).toHaveLength(400)
    const ratio = spread(replicates(values, undefined, 8000)) / spread(replicates(apart, undefined, 8000))
    expect(Math.abs(ratio - 1)).toBeLessThan(0.05)
  })
})

describe('an interval', () => {
  const values = Array.from({ length: 50 }, (_, i) => Math.sin(i) + (i % 7) ** 2 / 20)

  test('is the same for the same seed and another for another', () => {
    const once = bootstrapMean(values, { seed: ['a', 1] })
    expect(bootstrapMean(values, { seed: ['a', 1] })).toEqual(once)
    expect(bootstrapMean(values, { seed: ['a', 2] }).ci).not.toEqual(once.ci)
    expect(once).toMatchObject({ method: 'bca-bootstrap', resamples: 10_000, undefinedResamples: 0 })
    expect(once.ci[0]).toBeLessThan(once.value)
    expect(once.ci[1]).toBeGreaterThan(once.value)
  })

  test('of a ratio follows the delta method', () => {
    const denominators = values.map((_, i) => 5 + (i % 5))
    const { value, se } = bootstrapTotals([values, denominators], ([a = 0, b = 0]) => a / b, { seed: [1] })
    const residuals = values.map((x, i) => x - value * (denominators[i] ?? 0))
    const delta = Math.sqrt(meanOf(residuals.map(r => r * r)) / values.length) / meanOf(denominators)
    expect(value).toBeCloseTo(meanOf(values) / meanOf(denominators), 12)
    expect(Math.abs(se / delta - 1)).toBeLessThan(0.05)
  })

  test('of a difference of ratios takes both arms from the same resample', () => {
    const of = ([a = 0, b = 0]: readonly number[]) => a / b
    const ones = values.map(() => 1)
    const shifted = values.map(value => value + 2)
    const { value, ci } = bootstrapTotals([values, ones, shifted, ones], deltaOf(of), { seed: [1] })
    expect(value).toBeCloseTo(2, 12)
    expect(ci[1] - ci[0]).toBeLessThan(1e-9)
  })

  test('by cluster ignores copies within a cluster', () => {
    const copied = values.flatMap(value => [value, value, value, value])
    const groups = values.flatMap((_, i) => [i, i, i, i])
    const clustered = bootstrapMean(copied, { seed: [1], groups })
    expect(clustered.method).toBe('cluster-bca-bootstrap')
    expect(Math.abs(clustered.se / bootstrapMean(values, { seed: [1] }).se - 1)).toBeLessThan(0.05)
  })

  test('of equal values has no width', () => {
    expect(bootstrapMean([2, 2, 2], { seed: [1] }).ci).toEqual([2, 2])
    expect(bootstrapPairedMean([1, 2, 3], [1, 2, 3], { seed: [1] }).ci).toEqual([0, 0])
  })

  test('counts the resamples on which a ratio has no value', () => {
    const result = bootstrapTotals(
      [
        [1, 0, 1],
        [1, 0, 0],
      ],
      ([a = 0, b = 0]) => a / b,
      { seed: [1], resamples: 2000 },
    )
    expect(result.undefinedResamples).toBeGreaterThan(450)
    expect(result.ci.every(Number.isFinite)).toBe(true)
  })

  test('says in its method where the data is too large for the resamples asked for', () => {
    const many = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i))
    const result = bootstrapMean(many, { seed: [1], maxDraws: 10_000_000 })
    expect(result).toMatchObject({ resamples: 2000, method: 'bca-bootstrap (2000 resamples)' })
    expect(bootstrapMean(many, { seed: [1], maxDraws: 1 }).resamples).toBe(1000)
  })

  test('is refused for one unit, for no samples, and for a metric without a value', () => {
    expect(() => bootstrapMean([1], { seed: [1] })).toThrow(/1 independent sample/)
    expect(() => bootstrapMean([1, 2], { seed: [1], groups: ['a', 'a'] })).toThrow(/1 independent cluster/)
    expect(() => bootstrapMean([], { seed: [1] })).toThrow(/at least 1/)
    expect(() =>
      bootstrapTotals(
        [
          [1, 2],
          [0, 0],
        ],
        ([a = 0, b = 0]) => a / b,
        { seed: [1] },
      ),
    ).toThrow(/no value/)
    expect(() => bootstrapMean([1, 2], { seed: [1], resamples: 3 })).toThrow(/at least 100/)
  })
})
