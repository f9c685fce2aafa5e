import { Moments } from './moments.ts'
import type { PairedCounts } from './paired-proportions.ts'

/**
 * All that a paired comparison needs, gathered in one pass with flat memory: moments of both arms and of after − before,
 * their correlation, how many went up and down, and the 2×2 table as long as every score is 0 or 1.
 *
 * @example
 * PairedMoments.of([1, 0, 1], [1, 1, 0]).counts // → { both: 1, beforeOnly: 1, afterOnly: 1, neither: 0 }
 */
export class PairedMoments {
  readonly before = new Moments()
  readonly after = new Moments()
  readonly delta = new Moments()
  up = 0
  down = 0
  /** Sum of products of deviations, for the covariance. */
  private products = 0
  private readonly table: PairedCounts = { both: 0, beforeOnly: 0, afterOnly: 0, neither: 0 }

  add(before: number, after: number): void {
    const off = before - this.before.mean
    this.before.add(before)
    this.after.add(after)
    this.delta.add(after - before)
    this.products += off * (after - this.after.mean)
    if (after > before) this.up++
    else if (after < before) this.down++
    if (before === 0 && after === 0) this.table.neither++
    else if (before === 1 && after === 1) this.table.both++
    else if (before === 1 && after === 0) this.table.beforeOnly++
    else if (before === 0 && after === 1) this.table.afterOnly++
  }

  get n(): number {
    return this.delta.n
  }

  /** The 2×2 table; `undefined` where some score was neither 0 nor 1. */
  get counts(): PairedCounts | undefined {
    const { both, beforeOnly, afterOnly, neither } = this.table
    return both + beforeOnly + afterOnly + neither === this.n ? { ...this.table } : undefined
  }

  /** Pearson's r of the two arms, in −1…1; `undefined` where one of them is constant or n < 2. */
  get correlation(): number | undefined {
    const scale = Math.sqrt(this.before.squares) * Math.sqrt(this.after.squares)
    return scale > 0 ? Math.max(-1, Math.min(1, this.products / scale)) : undefined
  }

  static of(before: ArrayLike<number>, after: ArrayLike<number>): PairedMoments {
    const moments = new PairedMoments()
    for (let i = 0; i < before.length; i++) moments.add(before[i] ?? Number.NaN, after[i] ?? Number.NaN)
    return moments
  }
}
