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
    const shares: number[] = []
    let squares = 0
    for (const { sum, n } of this.clusters.values()) {
      squares += (sum - n * mean) ** 2 / (1 - n / this.n)
      shares.push(n / this.n)
    }
    return aroundMean(this.shift + mean, Math.sqrt(squares) / this.n, bellMcCaffrey(shares), level, 'cluster-t')
  }
}

/**
 * Degrees of freedom of a mean's CR2 variance from the clusters' shares q of the samples: 1 / (Σ q² + (Σ r)² − Σ r²), r = q²/(1 − q).
 * C − 1 for C clusters of one size, and fewer the more uneven they are. Needs two clusters.
 * Sources: Bell & McCaffrey 2002, Survey Methodology 28:169–181; Pustejovsky & Tipton 2018, https://doi.org/10.1080/07350015.2016.1247004
 *
 * @example
 * bellMcCaffrey([0.25, 0.25, 0.25, 0.25]) // → 3
 */
export function bellMcCaffrey(shares: readonly number[]): number {
  let own = 0
  let all = 0
  let same = 0
  for (const q of shares) {
    const r = (q * q) / (1 - q)
    own += q * q
    all += r
    same += r * r
  }
  return 1 / (own + Math.max(0, all * all - same))
}

/**
 * The mean over samples with a cluster-robust standard error that small and uneven clusters don't bias (CR2):
 * √(Σ_c (Σ_i (x_ic − x̄))² / (1 − n_c/n)) / n, and Student's t on Bell and McCaffrey's degrees of freedom. With every sample its own
 * cluster it is `meanInterval`. Throws for fewer than two clusters.
 * Sources: Pustejovsky & Tipton 2018, https://doi.org/10.1080/07350015.2016.1247004; Miller 2024, https://arxiv.org/abs/2411.00640
 *
 * @example
 * clusterMean([1, 1, 0, 0, 1, 0], ['a', 'a', 'b', 'b', 'c', 'c']).value // → 0.5
 */
export function clusterMean(values: ArrayLike<number>, groups: Groups, level = 0.95): MeanEstimate {
  checkValues('values', values)
  return gather(values, groups).estimate(level)
}

/**
 * `clusterMean` of after − before with a two-sided test of zero; degenerate differences are treated as `pairedMean` does.
 *
 * @example
 * pairedClusterMean([1, 1, 0, 0], [1, 0, 0, 1], ['a', 'a', 'b', 'b']).p // → 1
 */
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
