import { demand } from './checks.ts'

/**
 * Holm's step-down adjustment, in the order given: the probability of any false claim in the family stays below α
 * where adjusted p < α, whatever the dependence. Never below the raw p, at most 1; an empty family stays empty.
 * Source: Holm 1979, https://www.jstor.org/stable/4615733
 *
 * @example
 * holm([0.01, 0.02, 0.04]) // → [0.03, 0.04, 0.04]
 */
export function holm(ps: readonly number[]): number[] {
  const order = ascending(ps)
  const adjusted = new Array<number>(ps.length).fill(1)
  let running = 0
  order.forEach(({ p, index }, rank) => {
    running = Math.max(running, Math.min(1, p * (ps.length - rank)))
    adjusted[index] = running
  })
  return adjusted
}

/**
 * Benjamini and Hochberg's step-up adjustment: the expected share of false claims among the claims made stays below
 * α, for independent or positively dependent tests. For exploring, not for confirming.
 * Source: Benjamini & Hochberg 1995, https://doi.org/10.1111/j.2517-6161.1995.tb02031.x
 *
 * @example
 * bh([0.01, 0.02, 0.03]) // → [0.03, 0.03, 0.03]
 */
export function bh(ps: readonly number[]): number[] {
  const order = ascending(ps)
  const adjusted = new Array<number>(ps.length).fill(1)
  let running = 1
  order.toReversed().forEach(({ p, index }, fromEnd) => {
    running = Math.min(running, (p * ps.length) / (ps.length - fromEnd))
    adjusted[index] = running
  })
  return adjusted
}

/**
 * Serial gatekeeping: the primary hypothesis has the whole level; the others are adjusted among themselves and stand only where the primary
 * one does, so that their adjusted p is never below its own. Without a primary p (it has no figure) nothing stands. The probability of any
 * false claim stays below α where `adjust` is Holm's.
 * Source: Dmitrienko & Tamhane 2007, https://doi.org/10.1002/pst.291
 *
 * @example
 * gatekeep(0.03, [0.004, 0.2]) // → [0.03, 0.2]
 */
export function gatekeep(primary: number | undefined, others: readonly number[], adjust = holm): number[] {
  const gate = primary ?? 1
  demand(gate >= 0 && gate <= 1, `p-value ${gate} is not between 0 and 1`)
  return adjust(others).map(p => Math.max(gate, p))
}

function ascending(ps: readonly number[]): { p: number; index: number }[] {
  for (const p of ps) demand(p >= 0 && p <= 1, `p-value ${p} is not between 0 and 1`)
  return ps.map((p, index) => ({ p, index })).sort((x, y) => x.p - y.p)
}
