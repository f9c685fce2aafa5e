import { checkCounts, demand } from './checks.ts'
import type { Estimate } from './estimate.ts'

/** A benchmark's figure (a rate, a mean, or a difference of them) with its interval and its samples. */
export interface Part extends Omit<Estimate, 'method'> {
  n: number
}

/**
 * The plain mean of benchmarks' figures. Its interval squares and adds the benchmarks' own distances to their limits
 * (MOVER), so small benchmarks widen it, and intervals that aren't symmetric keep their shape. Benchmarks count as
 * independent; all intervals must be of one level. Throws where there is none.
 * Source: Zou & Donner 2008, https://doi.org/10.1002/sim.3095
 *
 * @example
 * macroScore([{ n: 100, value: 0.9, ci: [0.83, 0.94] }, { n: 50, value: 0.7, ci: [0.56, 0.81] }]).value // → 0.8
 */
export const macroScore = (parts: readonly Part[]): Estimate => combine(parts, () => 1, 'macro')

/**
 * The mean weighted by samples: the figure of all samples taken together. Else as `macroScore`.
 *
 * @example
 * pooledScore([{ n: 100, value: 0.9, ci: [0.83, 0.94] }, { n: 50, value: 0.6, ci: [0.46, 0.72] }]).value.toFixed(1) // → '0.8'
 */
export const pooledScore = (parts: readonly Part[]): Estimate => combine(parts, part => part.n, 'pooled')

function combine(parts: readonly Part[], weightOf: (part: Part) => number, name: string): Estimate {
  demand(parts.length > 0, 'a suite score needs at least one benchmark')
  for (const { n, value, ci } of parts) {
    checkCounts({ n })
    demand(
      n > 0 && [value, ...ci].every(Number.isFinite),
      'a benchmark without a figure cannot be part of a suite score',
    )
  }
  const total = parts.reduce((sum, part) => sum + weightOf(part), 0)
  let value = 0
  let below = 0
  let above = 0
  for (const part of parts) {
    const share = weightOf(part) / total
    value += share * part.value
    below += (share * (part.value - part.ci[0])) ** 2
    above += (share * (part.ci[1] - part.value)) ** 2
  }
  return { value, ci: [value - Math.sqrt(below), value + Math.sqrt(above)], method: `${name}-mover` }
}
