/**
 * Count, mean and variance of a stream of numbers in one pass (Welford 1962, https://doi.org/10.1080/00401706.1962.10490022).
 *
 * @example
 * const { n, mean, variance } = Moments.of([3, 1, 4, 1, 5])
 * [n, mean, variance.toFixed(1)] // → [5, 2.8, '3.2']
 */
export class Moments {
  n = 0
  mean = 0
  /** Sum of squared deviations from the mean. */
  squares = 0

  add(value: number): void {
    this.n++
    const off = value - this.mean
    this.mean += off / this.n
    this.squares += off * (value - this.mean)
  }

  /** Takes in what another stream left behind (Chan, Golub & LeVeque 1979). */
  merge(other: Moments): void {
    const n = this.n + other.n
    if (n === 0) return
    const off = other.mean - this.mean
    this.squares += other.squares + (off * off * this.n * other.n) / n
    this.mean += (off * other.n) / n
    this.n = n
  }

  /** Sample variance (n − 1); 0 for one value. */
  get variance(): number {
    return this.n > 1 ? this.squares / (this.n - 1) : 0
  }

  static of(values: ArrayLike<number>): Moments {
    const moments = new Moments()
    for (let i = 0; i < values.length; i++) moments.add(values[i] ?? Number.NaN)
    return moments
  }
}
