import { demand } from './checks.ts'

/**
 * One p-value for «at least u of these k hypotheses are false», for every u from 1 to k. Bonferroni's, (k − u + 1)·p₍ᵤ₎, holds whatever the
 * dependence; Fisher's, the k − u + 1 largest p combined, for independent tests alone. Made monotone: as u grows, p does not fall.
 * Sources: Benjamini & Heller 2008, https://doi.org/10.1111/j.1541-0420.2007.00984.x; Dror et al. 2017, https://doi.org/10.1162/tacl_a_00074
 *
 * @example
 * partialConjunction([0.001, 0.02, 0.4]) // → [0.003, 0.04, 0.4]
 */
export function partialConjunction(ps: readonly number[], how: 'bonferroni' | 'fisher' = 'bonferroni'): number[] {
  for (const p of ps) demand(p >= 0 && p <= 1, `p-value ${p} is not between 0 and 1`)
  const sorted = [...ps].sort((a, b) => a - b)
  let running = 0
  return sorted.map((p, at) => {
    const left = sorted.slice(at)
    const one = how === 'bonferroni' ? Math.min(1, left.length * p) : fisher(left)
    running = Math.max(running, one)
    return running
  })
}

/**
 * Of how many hypotheses it can be claimed that they are false, at level α: the largest u whose p-values up to u are all at most α.
 * By Bonferroni's it is the number that Holm's method rejects.
 * Source: Dror et al. 2017, https://doi.org/10.1162/tacl_a_00074
 *
 * @example
 * countFalse([0.001, 0.02, 0.4], 0.05) // → 2
 */
export function countFalse(ps: readonly number[], alpha: number, how: 'bonferroni' | 'fisher' = 'bonferroni'): number {
  return partialConjunction(ps, how).filter(p => p <= alpha).length
}

/** P(χ² ≥ −2 Σ ln p) on twice as many degrees of freedom as there are p-values: of an even number a sum. */
function fisher(ps: readonly number[]): number {
  const half = -ps.reduce((sum, p) => sum + Math.log(p), 0)
  if (half === Number.POSITIVE_INFINITY) return 0
  let term = 1
  let sum = 1
  for (let i = 1; i < ps.length; i++) {
    term *= half / i
    sum += term
  }
  return Math.min(1, Math.exp(-half) * sum)
}
