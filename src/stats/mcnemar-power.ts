import { binomialPmf } from './binomial.ts'
import { demand } from './checks.ts'
import { binomialCdf } from './distributions.ts'
import { mcnemarExact } from './mcnemar.ts'

/**
 * The power of McNemar's exact test at n pairs, of which a share `afterOnly` goes up and `beforeOnly` goes down: summed
 * over the number of discordant pairs (those with a probability above 1e-15) and, within it, over the rejection region.
 * Both tails count, so that at equal shares it is the test's real level. In 0…1.
 *
 * @example
 * mcnemarPower(200, 0.02, 0.08).toFixed(3) // → '0.733'
 */
export function mcnemarPower(n: number, beforeOnly: number, afterOnly: number, alpha = 0.05): number {
  demand(Number.isSafeInteger(n) && n >= 1, `n is ${n}, expected a whole number from 1 up`)
  demand(Math.min(beforeOnly, afterOnly) >= 0 && beforeOnly + afterOnly <= 1, 'shares of pairs lie in 0…1')
  const discordance = beforeOnly + afterOnly
  if (discordance === 0) return 0
  let power = 0
  let critical = -1
  for (let changed = 0; changed <= n; changed++) {
    // The largest smaller count that is still significant; it never falls as `changed` grows.
    while (2 * (critical + 1) < changed && mcnemarExact(critical + 1, changed - critical - 1) <= alpha) critical++
    const mass = discordance === 1 ? Number(changed === n) : binomialPmf(changed, n, discordance)
    if (mass < 1e-15 || critical < 0) continue
    power += mass * tails(critical, changed, afterOnly / discordance)
  }
  return power
}

/** P(X ≤ critical) + P(X ≥ changed − critical). */
function tails(critical: number, changed: number, share: number): number {
  if (share === 0 || share === 1) return 1
  return binomialCdf(critical, changed, share) + binomialCdf(critical, changed, 1 - share)
}
