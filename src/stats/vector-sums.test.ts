import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterMean } from './clusters.ts'
import { pearson } from './correlation.ts'
import { meanInterval } from './mean.ts'
import { VectorSums } from './vector-sums.ts'

const cell = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: -5, max: 5, noNaN: true }))
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 40 })
const weights = fc.tuple(cell, cell, cell)

function sumsOf(all: readonly (readonly number[])[], clusterOf?: (at: number) => number | undefined): VectorSums {
  const sums = new VectorSums(3)
  for (const [at, row] of all.entries()) sums.add(row, clusterOf?.(at))
  return sums
}

const weighted = (all: readonly (readonly number[])[], weights: readonly number[]): number[] =>
  all.map(row => row.reduce((sum, x, j) => sum + x * (weights[j] ?? 0), 0))

test('the spread of a weighted sum is that of the weighted rows', () =>
  fc.assert(
    fc.property(rows, weights, (all, by) => {
      const { se, units, clustered } = sumsOf(all).spread(by)
      expect(se).toBeCloseTo(meanInterval(weighted(all, by)).se, 7)
      expect({ units, clustered }).toEqual({ units: all.length, clustered: false })
    }),
  ))

test('one column alone gives the very bits that one pass over it gives', () =>
  fc.assert(
    fc.property(rows, all => {
      const sums = sumsOf(all)
      expect(sums.spread([0, 1, 0]).se).toBe(meanInterval(all.map(row => row[1])).se)
      expect(sums.moments.correlation(0, 2)).toBe(
        pearson(
          all.map(row => row[0]),
          all.map(row => row[2]),
        ),
      )
    }),
  ))

test('with clusters, and samples of none among them, it is the cluster-robust one, of each cluster once', () =>
  fc.assert(
    fc.property(rows, weights, fc.array(fc.option(fc.nat(6)), { minLength: 40, maxLength: 40 }), (all, by, groups) => {
      const sums = sumsOf(all, at => groups[at] ?? undefined)
      const names = all.map((_, at) => groups[at] ?? `alone ${at}`)
      const units = new Set(names).size
      expect(sums.units).toBe(units)
      expect(sums.clustered).toBe(units < all.length)
      if (units < 2) expect(() => sums.spread(by)).toThrow('at least 2 are needed')
      else expect(sums.spread(by).se).toBeCloseTo(clusterMean(weighted(all, by), names).se, 7)
    }),
  ))

test('columns that cancel have no spread at all, not the rounding of what cancels', () => {
  const third = Array.from({ length: 30 }, (_, i) => [i / 3, i / 3, i / 7])
  expect(sumsOf(third).spread([1.7, -1.7, 0]).se).toBe(0)
  expect(sumsOf(third, at => at >> 2).spread([1.7, -1.7, 0]).se).toBe(0)
})
