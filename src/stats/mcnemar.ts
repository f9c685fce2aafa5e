import { checkCounts } from './checks.ts'
import { binomialCdf } from './distributions.ts'

/**
 * McNemar's exact test: two-sided p of `b` and `c` discordant pairs under Binomial(b + c, ½), twice the smaller tail.
 * 1 where there is no discordant pair. In (0, 1].
 * Source: McNemar 1947, https://doi.org/10.1007/BF02295996
 *
 * @example
 * mcnemarExact(2, 10).toFixed(4) // → '0.0386'
 */
export function mcnemarExact(b: number, c: number): number {
  checkCounts({ b, c })
  if (b === c) return 1
  return Math.min(1, 2 * binomialCdf(Math.min(b, c), b + c, 0.5))
}

/**
 * The mid-p version: the observed outcome counts half in its tail. Less conservative, may exceed its level a little.
 * 1 where b = c (twice a one-sided mid-p of ½).
 * Source: Fagerland, Lydersen & Laake 2013, https://doi.org/10.1186/1471-2288-13-91
 *
 * @example
 * mcnemarMidP(2, 10).toFixed(4) // → '0.0225'
 */
export function mcnemarMidP(b: number, c: number): number {
  checkCounts({ b, c })
  if (b === c) return 1
  const least = Math.min(b, c)
  const below = least === 0 ? 0 : binomialCdf(least - 1, b + c, 0.5)
  return below + binomialCdf(least, b + c, 0.5)
}

/** What the default test of `n` pairs found, and which of the two it was. */
export interface McNemarTest {
  name: 'mcnemar-mid-p' | 'mcnemar-exact'
  p: number
}

/**
 * The mid-p version, and the exact one where more than half of the `n` pairs changed: enumerated, it rejects at most .04999 of the
 * time at 0.05 whatever share of the pairs changes, at every n up to 500 (`bench/mcnemar-level.ts`); the mid-p version alone
 * reaches .077 where all of them do.
 *
 * @example
 * mcnemar(2, 10, 200) // → { name: 'mcnemar-mid-p', p: 0.0224609375 }
 */
export function mcnemar(b: number, c: number, n: number): McNemarTest {
  return 2 * (b + c) > n
    ? { name: 'mcnemar-exact', p: mcnemarExact(b, c) }
    : { name: 'mcnemar-mid-p', p: mcnemarMidP(b, c) }
}
