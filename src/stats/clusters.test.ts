import { expect, test } from 'vitest'
import { ClusterMoments, clusterMean, pairedClusterMean } from './clusters.ts'
import fixture from './fixtures/clusters.json' with { type: 'json' }
import { meanInterval, pairedMean } from './mean.ts'

const near = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)))

test('the cluster-robust mean agrees with CR2 from dense matrices to 1e-9', () => {
  for (const { values, groups, level, se, low, high } of fixture.clusterMean) {
    const result = clusterMean(values, groups, level)
    near(result.se, se)
    near(result.ci[0], low)
    near(result.ci[1], high)
  }
})

test('the cluster-robust paired difference and its p agree with CR2 from dense matrices to 1e-9', () => {
  for (const { before, after, groups, level, se, low, high, p } of fixture.pairedClusterMean) {
    const result = pairedClusterMean(before, after, groups, level)
    near(result.se, se)
    near(result.ci[0], low)
    near(result.ci[1], high)
    near(result.p, p)
  }
})

test('clusters of one sample give the plain t interval', () => {
  const values = [3, 1, 4, 1, 5, 9]
  const alone = clusterMean(values, ['a', 'b', 'c', 'd', 'e', 'f'])
  expect(alone.ci[0]).toBeCloseTo(meanInterval(values).ci[0], 12)
  expect(alone.method).toBe('cluster-t')
})

test('copies of every sample in its own cluster do not narrow the interval', () => {
  const values = [3, 1, 4, 1, 5]
  const copied = values.flatMap(value => [value, value, value])
  const groups = values.flatMap((_, i) => [i, i, i])
  expect(clusterMean(copied, groups).se).toBeCloseTo(clusterMean(values, [0, 1, 2, 3, 4]).se, 12)
})

test('a large common part costs no digits', () => {
  const { se } = clusterMean([1e9 + 1, 1e9 + 2, 1e9 + 4], ['a', 'b', 'c'])
  expect(se).toBeCloseTo(clusterMean([1, 2, 4], ['a', 'b', 'c']).se, 9)
})

test('one cluster, no cluster, and groups that do not match are refused', () => {
  expect(() => clusterMean([1, 2], ['a', 'a'])).toThrow(/1 cluster has no interval/)
  expect(() => new ClusterMoments().estimate()).toThrow(/0 clusters have no interval/)
  expect(() => clusterMean([1, 2], ['a'])).toThrow(/2 values and 1 groups/)
})

test('equal differences are tested by their signs, a cluster one sign', () => {
  expect(pairedClusterMean([0, 0, 0, 0], [1, 1, 1, 1], ['a', 'a', 'b', 'c'])).toMatchObject({ ci: [1, 1], p: 0.25 })
  expect(pairedMean([0, 0, 0, 0], [1, 1, 1, 1]).p).toBe(0.125)
})
