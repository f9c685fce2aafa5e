import lnGamma from '@stdlib/math-base-special-gammaln'
import { checkCounts, checkLevel, demand } from './checks.ts'
import { betaCdf } from './distributions.ts'
import { integrate } from './integrate.ts'
import { type PairedCounts, pairedTotal } from './paired-proportions.ts'

/** A Dirichlet prior over the four cells: ½ each (Jeffreys) or 1 each (uniform). */
export type CellPrior = 'jeffreys' | 'uniform'

/** What is believed of a paired difference (after − before) once a table has been seen. */
export interface PairedPosterior {
  mean: number
  /** Equal-tailed, good to 1e-9. */
  interval(): [number, number]
  /** P(Δ ≤ x), x in −1…1. */
  atMost(x: number): number
}

/**
 * The posterior of after − before of paired yes/no scores under a Dirichlet prior over the four cells. The two cells that changed
 * have Dirichlet(up, down, rest): their share s is Beta(up + down, rest), and the part u of it that went up Beta(up, down), independent
 * of s; so P(Δ ≤ x) = P(s (2u − 1) ≤ x) is one integral over u, taken numerically to about 1e-10. Throws for an empty table.
 * Source: Gelman et al. 2013, Bayesian Data Analysis, 3rd ed., section 3.4.
 */
export function pairedPosterior(table: PairedCounts, prior: CellPrior = 'jeffreys', level = 0.95): PairedPosterior {
  const { both, beforeOnly, afterOnly, neither } = table
  checkCounts({ both, beforeOnly, afterOnly, neither })
  checkLevel(level)
  demand(pairedTotal(table) > 0, 'no pair to compare')
  const weight = prior === 'jeffreys' ? 0.5 : 1
  const [up, down] = [afterOnly + weight, beforeOnly + weight]
  const rest = both + neither + 2 * weight
  const atMost = (x: number): number => (x < 0 ? below(-x, up, down, rest) : 1 - below(x, down, up, rest))
  const tail = (1 - level) / 2
  const quantile = (p: number): number => falsePosition(x => atMost(x) - p, -1, 1)
  return { mean: (up - down) / (up + down + rest), interval: () => [quantile(tail), quantile(1 - tail)], atMost }
}

/** A root of what rises from `low` to `high`, in few steps: each costs an integral. Illinois' rule. */
function falsePosition(f: (x: number) => number, low: number, high: number): number {
  let [atLow, atHigh] = [f(low), f(high)]
  let side = 0
  for (let i = 0; i < 100 && high - low > 1e-10; i++) {
    // Every third step halves what is left, however flat the ends are.
    const x = i % 3 === 2 ? (low + high) / 2 : high - (atHigh * (high - low)) / (atHigh - atLow)
    const value = f(x)
    if (Math.abs(value) < 1e-11) return x
    if (value < 0) {
      ;[low, atLow] = [x, value]
      if (side === -1) atHigh /= 2
      side = -1
    } else {
      ;[high, atHigh] = [x, value]
      if (side === 1) atLow /= 2
      side = 1
    }
  }
  return (low + high) / 2
}

/** P(s (1 − 2u) ≥ d), d ≥ 0: the part that went up is small enough, and what changed is enough. */
function below(d: number, up: number, down: number, rest: number): number {
  if (d >= 1) return 0
  const constant = lnGamma(up + down) - lnGamma(up) - lnGamma(down)
  // In y = 1 − 2u, which runs from d to 1: only there can s be large enough.
  const most = (1 - d) / 2
  return integrate(
    (u, fromZero, fromMost) => {
      const density = Math.exp(constant + (up - 1) * Math.log(fromZero) + (down - 1) * Math.log1p(-u))
      const y = d + 2 * fromMost
      return density * (1 - betaCdf(Math.min(1, d / y), up + down, rest))
    },
    0,
    most,
  )
}
