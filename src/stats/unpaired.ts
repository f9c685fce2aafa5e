import { checkCounts, checkLevel, demand } from './checks.ts'
import { chisquareTail } from './distributions.ts'
import { clamp, type Estimate } from './estimate.ts'
import { wilson } from './proportion.ts'

/** Successes out of samples, all that a published table says. */
export interface Share {
  k: number
  n: number
}

/** Difference of independent rates (after − before), Newcombe's hybrid-score interval (method 10 of the unpaired paper).
 * Source: Newcombe 1998, https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I
 *
 * @example
 * newcombeUnpaired({ k: 90, n: 100 }, { k: 80, n: 100 }).ci.map(limit => limit.toFixed(3)) // → ['-0.199', '-0.000']
 */
export function newcombeUnpaired(before: Share, after: Share, level = 0.95): Estimate {
  checkLevel(level)
  const x = wilson(before.k, before.n, level)
  const y = wilson(after.k, after.n, level)
  const value = y.value - x.value
  const low = value - Math.hypot(y.value - y.ci[0], x.ci[1] - x.value)
  const high = value + Math.hypot(y.ci[1] - y.value, x.value - x.ci[0])
  return { value, ci: clamp([low, high], -1, 1), method: 'newcombe-unpaired' }
}

/**
 * Fisher's exact test of two independent rates: the probability of all tables with these margins that are no more likely
 * than the observed one (to 1e-7 of it, as R does). In 0…1.
 *
 * @example
 * fisherExact({ k: 90, n: 100 }, { k: 80, n: 100 }).toFixed(4) // → '0.0734'
 */
export function fisherExact(before: Share, after: Share): number {
  checkShares(before, after)
  const successes = before.k + after.k
  const low = Math.max(0, successes - after.n)
  const high = Math.min(before.n, successes)
  const weight = hypergeometric(before.n, after.n, successes, low, high)
  const limit = (weight[before.k - low] ?? 0) * (1 + 1e-7)
  let all = 0
  let extreme = 0
  for (const w of weight) {
    all += w
    if (w <= limit) extreme += w
  }
  return Math.min(1, extreme / all)
}

/**
 * The score test (Pearson's χ² without continuity correction) of two independent rates; 1 where both are 0 or both 1.
 *
 * @example
 * scoreTest({ k: 90, n: 100 }, { k: 80, n: 100 }).toFixed(4) // → '0.0477'
 */
export function scoreTest(before: Share, after: Share): number {
  checkShares(before, after)
  const n = before.n + after.n
  const pooled = (before.k + after.k) / n
  const variance = pooled * (1 - pooled) * (1 / before.n + 1 / after.n)
  if (variance === 0) return 1
  return chisquareTail((after.k / after.n - before.k / before.n) ** 2 / variance, 1)
}

/** Probabilities of k = low…high up to a common factor, from the mode outwards so that nothing overflows. */
function hypergeometric(n1: number, n2: number, successes: number, low: number, high: number): Float64Array {
  const weight = new Float64Array(high - low + 1)
  const mode = Math.min(high, Math.max(low, Math.floor(((successes + 1) * (n1 + 1)) / (n1 + n2 + 2))))
  const ratio = (k: number) => ((successes - k) * (n1 - k)) / ((k + 1) * (n2 - successes + k + 1))
  weight[mode - low] = 1
  for (let k = mode; k < high; k++) weight[k + 1 - low] = (weight[k - low] ?? 0) * ratio(k)
  for (let k = mode - 1; k >= low; k--) weight[k - low] = (weight[k + 1 - low] ?? 0) / ratio(k)
  return weight
}

function checkShares(...shares: readonly Share[]): void {
  for (const { k, n } of shares) {
    checkCounts({ k, n })
    demand(n > 0, 'a rate of no samples has no value')
    demand(k <= n, `${k} successes out of ${n}`)
  }
}
