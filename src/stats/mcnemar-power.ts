import { binomialPmf } from './binomial.ts'
import { demand } from './checks.ts'
import { binomialCdf } from './distributions.ts'
import { mcnemar, mcnemarExact } from './mcnemar.ts'

/**
 * The power of McNemar's test at n pairs, of which a share `afterOnly` goes up and `beforeOnly` goes down: summed
 * over the number of discordant pairs (those with a probability above 1e-15) and, within it, over the rejection region.
 * Both tails count, so that at equal shares it is the test's real level. `test` is the exact test or the default of a
 * comparison (`mcnemar`: mid-p, exact where more than half of the pairs changed). In 0…1.
 *
 * @example
 * mcnemarPower(200, 0.02, 0.08).toFixed(3) // → '0.733'
 */
export function mcnemarPower(
  n: number,
  beforeOnly: number,
  afterOnly: number,
  alpha = 0.05,
  test: 'exact' | 'mid-p' = 'exact',
): number {
  demand(Number.isSafeInteger(n) && n >= 1, `n is ${n}, expected a whole number of at least 1`)
  demand(Math.min(beforeOnly, afterOnly) >= 0 && beforeOnly + afterOnly <= 1 + 1e-12, 'shares of pairs must be in 0…1')
  const discordance = Math.min(1, beforeOnly + afterOnly)
  if (discordance === 0) return 0
  const p = test === 'exact' ? mcnemarExact : (b: number, c: number) => mcnemar(b, c, n).p
  const [from, to] = likely(n, discordance)
  let power = 0
  let critical = 0
  for (let changed = from; changed <= to; changed++) {
    const mass = discordance === 1 ? Number(changed === n) : binomialPmf(changed, n, discordance)
    if (mass < 1e-15) continue
    critical = criticalCount(count => p(count, changed - count) <= alpha, changed, critical)
    if (critical >= 0) power += mass * tails(critical, changed, afterOnly / discordance)
  }
  return Math.min(1, power)
}

/** Counts that a binomial gives with a probability worth the sum: 10 standard deviations about its mean, and some for few. */
export function likely(n: number, share: number): [from: number, to: number] {
  const reach = 10 * Math.sqrt(n * share * (1 - share)) + 40
  return [Math.max(0, Math.floor(n * share - reach)), Math.min(n, Math.ceil(n * share + reach))]
}

/** The largest smaller count of `changed` pairs that is still significant, −1 where none is; looked for around a guess. */
function criticalCount(isSignificant: (count: number) => boolean, changed: number, guess: number): number {
  let critical = Math.min(
    guess === 0 ? Math.floor(changed / 2 - Math.sqrt(changed)) : guess,
    Math.ceil(changed / 2) - 1,
  )
  while (critical >= 0 && !isSignificant(critical)) critical--
  critical = Math.max(critical, -1)
  while (2 * (critical + 1) < changed && isSignificant(critical + 1)) critical++
  return critical
}

/** P(X ≤ critical) + P(X ≥ changed − critical). */
function tails(critical: number, changed: number, share: number): number {
  if (share === 0 || share === 1) return 1
  return binomialCdf(critical, changed, share) + binomialCdf(critical, changed, 1 - share)
}
