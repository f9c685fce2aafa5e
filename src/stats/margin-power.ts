import { binomialPmf } from './binomial.ts'
import { demand } from './checks.ts'
import { binomialCdf, criticalZ } from './distributions.ts'
import { likely } from './mcnemar-power.ts'
import { newcombePaired, tangoZ } from './paired-proportions.ts'

/** What is true of the pairs that a test against a margin will see. */
export interface MarginTruth {
  /** Shares of the pairs that become worse and better. */
  worse: number
  better: number
  /** Share of yes among the pairs that stay: it moves Newcombe's limit a little. @default 0.5 */
  yes?: number
}

/**
 * How often n pairs of yes/no scores rule a loss of `margin` out (0 < margin < 1) by the default interval of paired rates,
 * one-sided at `alpha`: the sum over how many pairs become worse, and how many would have to become better then. The pairs that stay are
 * split by their expectation. At worse = better it is the chance that a model without any change passes. In 0…1.
 */
export function marginPower(
  n: number,
  { worse, better, yes = 0.5 }: MarginTruth,
  margin: number,
  alpha = 0.025,
): number {
  demand(Number.isSafeInteger(n) && n >= 1, `n is ${n}, expected a whole number of at least 1`)
  demand(Math.min(worse, better) >= 0 && worse + better <= 1 + 1e-12, 'shares of pairs must be in 0…1')
  demand(margin > 0 && margin < 1, `margin ${margin} of a rate is out of range`, 'Write 2 percentage points as 0.02.')
  const [from, to] = worse === 0 ? [0, 0] : likely(n, worse)
  const share = worse >= 1 ? 0 : Math.min(1, better / (1 - worse))
  let power = 0
  let needed = 0
  for (let down = from; down <= to; down++) {
    const mass = worse === 0 || worse >= 1 ? Number(down === Math.round(n * worse)) : binomialPmf(down, n, worse)
    if (mass < 1e-15) continue
    needed = fewest(up => passes(n, down, up, yes, margin, alpha), n - down, needed)
    power += mass * atLeast(needed, n - down, share)
  }
  return Math.min(1, power)
}

/** Whether the limit of `pairedDifference` is above −margin, without looking for the limit itself. */
function passes(n: number, down: number, up: number, yes: number, margin: number, alpha: number): boolean {
  const stay = n - down - up
  const both = Math.round(stay * yes)
  const table = { both, beforeOnly: down, afterOnly: up, neither: stay - both }
  return tangoZ(table, -margin) > criticalZ(1 - 2 * alpha) && newcombePaired(table, 1 - 2 * alpha).ci[0] > -margin
}

/** The fewest in 0…most that pass, most + 1 where none does; more never pass less. Looked for around a guess. */
function fewest(passing: (count: number) => boolean, most: number, guess: number): number {
  let low = -1
  let high = most + 1
  for (let step = 1, at = Math.min(guess, most); low < at && at < high; step *= 2) {
    if (passing(at)) {
      high = at
      at -= step
    } else {
      low = at
      at += step
    }
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (passing(middle)) high = middle
    else low = middle
  }
  return high
}

/** P(X ≥ count) for X ~ Binomial(n, share). */
function atLeast(count: number, n: number, share: number): number {
  if (count <= 0) return 1
  if (count > n) return 0
  if (share === 0 || share === 1) return share
  return 1 - binomialCdf(count - 1, n, share)
}
