import { checkLevel, checkPairs, checkValues, demand } from './checks.ts'
import { aroundMean, differences, type MeanEstimate, type TestedMean, testOfZero } from './mean.ts'
import type { Groups } from './units.ts'

/** Sums by cluster of a stream of scores, in one pass; memory grows with the clusters, not with the samples. */
export class ClusterMoments {
  private readonly clusters = new Map<string | number, { sum: number; n: number }>()
  private n = 0
  /** The first value is taken off all, so that a large common part doesn't cost digits. */
  private shift = 0
  private sum = 0

  add(value: number, group: string | number): void {
    if (this.n === 0) this.shift = value
    const shifted = value - this.shift
    this.n++
    this.sum += shifted
    const cluster = this.clusters.get(group)
    if (cluster === undefined) this.clusters.set(group, { sum: shifted, n: 1 })
    else {
      cluster.sum += shifted
      cluster.n++
    }
  }

  get count(): number {
    return this.clusters.size
  }

  /** The mean over samples with its cluster-robust interval; see `clusterMean`. */
  estimate(level = 0.95): MeanEstimate {
    checkLevel(level)
    const count = this.clusters.size
    demand(count >= 2, `${count} ${count === 1 ? 'cluster has' : 'clusters have'} no interval, at least 2 are needed`)
    const mean = this.sum / this.n
    let squares = 0
    for (const { sum, n } of this.clusters.values()) squares += (sum - n * mean) ** 2
    const se = Math.sqrt((count / (count - 1)) * squares) / this.n
    return aroundMean(this.shift + mean, se, count - 1, level, 'cluster-t')
  }
}

/**
 * The mean over samples with a cluster-robust standard error: √(C/(C−1) · Σ_c (Σ_i (x_ic − x̄))²) / n, and Student's t
 * on C − 1 degrees of freedom. With every sample its own cluster it is `meanInterval`. Throws for fewer than two clusters.
 * Sources: Miller 2024, https://arxiv.org/abs/2411.00640; Cameron & Miller 2015, https://doi.org/10.3368/jhr.50.2.317
 */
export function clusterMean(values: ArrayLike<number>, groups: Groups, level = 0.95): MeanEstimate {
  checkValues('values', values)
  return gather(values, groups).estimate(level)
}

/** `clusterMean` of after − before with a two-sided test of zero; degenerate differences are treated as `pairedMean` does. */
export function pairedClusterMean(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  groups: Groups,
  level = 0.95,
): TestedMean {
  checkPairs(before, after)
  const moments = gather(differences(before, after), groups)
  const estimate = moments.estimate(level)
  return { ...estimate, p: testOfZero(estimate, moments.count) }
}

function gather(values: ArrayLike<number>, groups: Groups): ClusterMoments {
  demand(groups.length === values.length, `${values.length} values and ${groups.length} groups`)
  const moments = new ClusterMoments()
  for (let i = 0; i < values.length; i++) moments.add(values[i] ?? Number.NaN, groups[i] ?? '')
  return moments
}
