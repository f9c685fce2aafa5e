import { demand } from './checks.ts'
import { bellMcCaffrey } from './clusters.ts'
import { VectorMoments } from './vector-moments.ts'

/** The standard error of a weighted sum of column means, and from how many independent units it comes: samples, or clusters. */
export interface Spread {
  se: number
  units: number
  clustered: boolean
  /** Of Student's t: n − 1, or of clusters Bell and McCaffrey's. */
  df: number
}

/**
 * Columns of a stream of samples, some of them in clusters: all that intervals of their means, and of smooth functions of
 * their means, need. Memory grows with the clusters, 8 bytes a column each, and not with the samples.
 */
export class VectorSums {
  /** Plain sums, for values; means of whole numbers come out of them exactly. */
  readonly sums: Float64Array
  readonly moments: VectorMoments
  /** Samples of no cluster, once there is a cluster. */
  #singles: VectorMoments | undefined
  #first: Float64Array | undefined
  /** By cluster: the number of samples, then the sum of each column less the first row of all. */
  #clusters = new Float64Array(0)
  #used = 0

  constructor(width: number, moments = new VectorMoments(width)) {
    this.sums = new Float64Array(width)
    this.moments = moments
  }

  /** The same sums, to go on with apart from these. */
  copy(): VectorSums {
    const copy = new VectorSums(this.sums.length, this.moments.copy())
    copy.sums.set(this.sums)
    copy.#singles = this.#singles?.copy()
    copy.#first = this.#first?.slice()
    copy.#clusters = this.#clusters.slice()
    copy.#used = this.#used
    return copy
  }

  /** `cluster` is a small whole number; none for a sample that stands alone. */
  add(row: ArrayLike<number>, cluster?: number): void {
    if (cluster !== undefined) this.#addTo(cluster, row)
    else this.#singles?.add(row)
    this.moments.add(row)
    for (let j = 0; j < this.sums.length; j++) this.sums[j] = (this.sums[j] ?? 0) + (row[j] ?? Number.NaN)
  }

  get n(): number {
    return this.moments.n
  }

  get #units(): number {
    return this.#used + (this.#singles?.n ?? 0)
  }

  /** Whether some samples share a cluster. */
  get clustered(): boolean {
    return this.#singles !== undefined && this.#units < this.n
  }

  /** Independent units: clusters, or samples where none is shared. */
  get units(): number {
    return this.clustered ? this.#units : this.n
  }

  /** The columns' means as an interval is centred on them: by the least rounding. */
  centre(): Float64Array {
    return this.clustered ? this.#shifted().map((mean, j) => (this.#first?.[j] ?? 0) + mean) : this.moments.means
  }

  /** How many clusters of one size say as much, 1 / Σ (n_c/n)²; the samples where none is shared. */
  get effective(): number {
    if (!this.clustered) return this.n
    let squares = 0
    this.#eachSize(size => {
      squares += (size / this.n) ** 2
    })
    return 1 / squares
  }

  /**
   * √(s²/n) of w·x over samples, or where they share clusters CR2: √(Σ_c (Σ_i w·(x_ic − x̄))² / (1 − n_c/n)) / n, with Bell and
   * McCaffrey's degrees of freedom, as `clusterMean` has it. Throws for fewer than two units.
   */
  spread(weights: ArrayLike<number>): Spread {
    const { n, units, clustered } = this
    demand(
      units >= 2,
      `${units} independent ${clustered ? 'cluster' : 'sample'} has no interval, at least 2 are needed`,
    )
    if (!clustered) return { se: Math.sqrt(this.moments.squaresOf(weights) / (n - 1) / n), units, clustered, df: n - 1 }
    const alone = (this.#singles?.squaresOf(weights, this.moments.means) ?? 0) / (1 - 1 / n)
    const shares: number[] = []
    this.#eachSize(size => void shares.push(size / n))
    return { se: Math.sqrt(this.#clusterSquares(weights) + alone) / n, units, clustered, df: bellMcCaffrey(shares) }
  }

  #eachSize(take: (size: number) => void): void {
    const stride = this.sums.length + 1
    for (let start = 0; start + stride <= this.#clusters.length; start += stride) {
      const size = this.#clusters[start] ?? 0
      if (size > 0) take(size)
    }
    for (let i = 0; i < (this.#singles?.n ?? 0); i++) take(1)
  }

  #addTo(cluster: number, row: ArrayLike<number>): void {
    this.#singles ??= this.moments.copy()
    this.#first ??= Float64Array.from(row)
    const first = this.#first
    const stride = row.length + 1
    if ((cluster + 1) * stride > this.#clusters.length) {
      const larger = new Float64Array(Math.max((cluster + 1) * stride, Math.ceil(this.#clusters.length * 1.5), 64))
      larger.set(this.#clusters)
      this.#clusters = larger
    }
    const clusters = this.#clusters
    const start = cluster * stride
    if (clusters[start] === 0) this.#used++
    clusters[start] = (clusters[start] ?? 0) + 1
    for (let j = 0; j < row.length; j++) {
      const at = start + 1 + j
      clusters[at] = (clusters[at] ?? 0) + ((row[j] ?? Number.NaN) - (first[j] ?? 0))
    }
  }

  /** The columns' means, less the first row. */
  #shifted(): Float64Array {
    if ((this.#singles?.n ?? 0) > 0) return this.moments.means.map((mean, j) => mean - (this.#first?.[j] ?? 0))
    const stride = this.sums.length + 1
    return this.sums.map((_, j) => {
      let total = 0
      for (let at = 1 + j; at < this.#clusters.length; at += stride) total += this.#clusters[at] ?? 0
      return total / this.n
    })
  }

  #clusterSquares(weights: ArrayLike<number>): number {
    const centre = this.#shifted()
    const stride = this.sums.length + 1
    let squares = 0
    let terms = 0
    for (let start = 0; start + stride <= this.#clusters.length; start += stride) {
      const n = this.#clusters[start] ?? 0
      if (n === 0) continue
      let off = 0
      let size = 0
      for (let j = 0; j < this.sums.length; j++) {
        const part = (weights[j] ?? 0) * ((this.#clusters[start + 1 + j] ?? 0) - n * (centre[j] ?? 0))
        off += part
        size += Math.abs(part)
      }
      squares += (off * off) / (1 - n / this.n)
      terms += size * size
    }
    // Parts that cancel leave rounding, which is no spread.
    return squares > 1e-28 * terms ? squares : 0
  }
}
