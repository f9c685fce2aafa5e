import { checkCounts, checkLevel, demand } from './checks.ts'
import { betaQuantile, criticalZ } from './distributions.ts'
import type { Estimate } from './estimate.ts'

/**
 * Wilson's score interval for `k` successes out of `n`: (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n).
 * Within 0…1; starts at exactly 0 for k = 0 and ends at exactly 1 for k = n. Throws for n = 0 or k > n.
 * Source: Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953
 *
 * @example
 * wilson(183, 200).ci.map(limit => limit.toFixed(3)) // → ['0.868', '0.946']
 */
export function wilson(k: number, n: number, level = 0.95): Estimate {
  checkShare(k, n, level)
  const z2 = criticalZ(level) ** 2
  const p = k / n
  const centre = p + z2 / (2 * n)
  const half = Math.sqrt(z2 * ((p * (1 - p)) / n + z2 / (4 * n * n)))
  const scale = 1 + z2 / n
  return {
    value: p,
    ci: [k === 0 ? 0 : (centre - half) / scale, k === n ? 1 : (centre + half) / scale],
    method: 'wilson',
  }
}

/**
 * The exact (conservative) interval: the rates at which k or more, and k or fewer, successes have probability α/2;
 * quantiles of Beta(k, n−k+1) and Beta(k+1, n−k). Throws for n = 0 or k > n.
 * Source: Clopper & Pearson 1934, https://doi.org/10.1093/biomet/26.4.404
 *
 * @example
 * clopperPearson(0, 30).ci.map(limit => limit.toFixed(3)) // → ['0.000', '0.116']
 */
export function clopperPearson(k: number, n: number, level = 0.95): Estimate {
  checkShare(k, n, level)
  const tail = (1 - level) / 2
  return {
    value: k / n,
    ci: [k === 0 ? 0 : betaQuantile(tail, k, n - k + 1), k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k)],
    method: 'clopper-pearson',
  }
}

function checkShare(k: number, n: number, level: number): void {
  checkCounts({ k, n })
  checkLevel(level)
  demand(n > 0, 'a rate of no samples has no value')
  demand(k <= n, `${k} successes out of ${n}`)
}
