import { checkPairs } from './checks.ts'
import { PairedMoments } from './paired-moments.ts'

/**
 * Pearson's r of two arms' per-sample scores, in −1…1; `undefined` where one arm is constant or there is one sample.
 * The higher it is, the more pairing gains over an unpaired comparison. Throws for arms of different lengths.
 *
 * @example
 * pearson([1, 2, 3], [2, 4, 6]) // → 0.9999999999999998
 */
export function pearson(before: ArrayLike<number>, after: ArrayLike<number>): number | undefined {
  checkPairs(before, after)
  return PairedMoments.of(before, after).correlation
}
