import type { Conjunction } from '../core/comparison.ts'
import { holm } from '../stats/multiplicity.ts'
import { countFalse, partialConjunction } from '../stats/partial-conjunction.ts'
import { countedOf, type SuitePart } from './suite-score.ts'

/**
 * On how many of a table's benchmarks the model improved, and on how many it regressed, at least; one-sided at α/2 each. Nothing of one
 * benchmark. `tables` share the level evenly. The names are those that Holm's method rejects: by Bonferroni's combination as many.
 */
export function conjunctionOf(all: readonly SuitePart[], alpha: number, tables = 1): Conjunction | undefined {
  const parts = countedOf(all)
  if (parts.length < 2) return undefined
  const level = alpha / 2 / tables
  const of = (sign: 1 | -1): Conjunction['improved'] => {
    const ps = parts.map(({ headline: { delta, direction, test } }) => {
      const gain = (direction === 'higher-is-better' ? delta.value : -delta.value) * sign
      return gain > 0 ? test.p / 2 : 1 - test.p / 2
    })
    const atLeast = countFalse(ps, level)
    const adjusted = holm(ps)
    return {
      atLeast,
      p: partialConjunction(ps),
      names: parts.flatMap(({ name }, i) => ((adjusted[i] ?? 1) <= level ? [name] : [])),
      fisher: { atLeast: countFalse(ps, level, 'fisher'), p: partialConjunction(ps, 'fisher') },
    }
  }
  return { k: parts.length, level, improved: of(1), regressed: of(-1) }
}
