/**
 * Means and products of deviations of several columns in one pass, Welford's way: of one column what `Moments` is.
 * Memory is that of one matrix, whatever the number of rows. Source: Welford 1962, https://doi.org/10.1080/00401706.1962.10490022
 */
export class VectorMoments {
  n = 0
  readonly means: Float64Array
  /** Σ (xᵢ − x̄ᵢ)(xⱼ − x̄ⱼ) at i·width + j, for i ≤ j. */
  readonly #products: Float64Array
  readonly #off: Float64Array

  constructor(width: number) {
    this.means = new Float64Array(width)
    this.#products = new Float64Array(width * width)
    this.#off = new Float64Array(width)
  }

  add(row: ArrayLike<number>): void {
    this.n++
    const { means } = this
    const [off, products] = [this.#off, this.#products]
    const width = means.length
    for (let i = 0; i < width; i++) {
      const away = (row[i] ?? Number.NaN) - (means[i] ?? 0)
      off[i] = away
      means[i] = (means[i] ?? 0) + away / this.n
    }
    for (let i = 0; i < width; i++) {
      for (let j = i; j < width; j++) {
        const at = i * width + j
        products[at] = (products[at] ?? 0) + (off[i] ?? 0) * ((row[j] ?? 0) - (means[j] ?? 0))
      }
    }
  }

  /** Σ (xᵢ − x̄ᵢ)(xⱼ − x̄ⱼ), for i ≤ j. */
  product(i: number, j: number): number {
    return this.#products[i * this.means.length + j] ?? Number.NaN
  }

  /** Pearson's r of two columns, i < j, in −1…1; `undefined` where one of them is constant. */
  correlation(i: number, j: number): number | undefined {
    const scale = Math.sqrt(this.product(i, i)) * Math.sqrt(this.product(j, j))
    return scale > 0 ? Math.max(-1, Math.min(1, this.product(i, j) / scale)) : undefined
  }

  /** Σ (w·x − w·centre)² over the rows; what is but rounding of its terms is 0. */
  squaresOf(weights: ArrayLike<number>, centre: ArrayLike<number> = this.means): number {
    const width = this.means.length
    let sum = 0
    let terms = 0
    let away = 0
    for (let i = 0; i < width; i++) {
      const own = weights[i] ?? 0
      if (own === 0) continue
      away += own * ((this.means[i] ?? 0) - (centre[i] ?? 0))
      for (let j = i; j < width; j++) {
        const term = (j > i ? 2 : 1) * own * (weights[j] ?? 0) * this.product(i, j)
        sum += term
        terms += Math.abs(term)
      }
    }
    return (sum > 1e-14 * terms ? sum : 0) + this.n * away * away
  }

  copy(): VectorMoments {
    const copied = new VectorMoments(this.means.length)
    copied.n = this.n
    copied.means.set(this.means)
    copied.#products.set(this.#products)
    return copied
  }
}
