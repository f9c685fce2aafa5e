import type { Conjunction } from '../core/comparison.ts'
import { partialConjunction } from '../stats/partial-conjunction.ts'
import { countedOf, type SuitePart } from './suite-score.ts'

/** A benchmark with its p after Holm's adjustment over its family. */
export interface AdjustedPart extends SuitePart {
  adjusted: number
}

/**
 * On how many of a table's benchmarks the model improved, and on how many it regressed, at least; one-sided at α/2 each. Nothing of one
 * benchmark. The family is the table's (its mean is in it), or that of all `tables` of a series, so that those named here are those that
 * Holm's verdicts call so. Fisher's combination has each table's own tests, at an even share of the level.
 */
export function conjunctionOf(all: readonly AdjustedPart[], alpha: number, tables = 1): Conjunction | undefined {
  const parts = countedOf(all)
  if (parts.length < 2) return undefined
  const level = alpha / 2
  const of = (sign: 1 | -1): Conjunction['improved'] => {
    const lines = parts.map(({ name, adjusted, headline: { delta, direction, test } }) => {
      const isSo = (direction === 'higher-is-better' ? delta.value : -delta.value) * sign > 0
      return { name, p: isSo ? test.p / 2 : 1 - test.p / 2, adjusted: isSo && adjusted < 1 ? adjusted / 2 : 1 }
    })
    const claimed = lines.filter(({ adjusted }) => adjusted < level)
    const fisher = partialConjunction(
      lines.map(({ p }) => p),
      'fisher',
    ).map(p => Math.min(1, p * tables))
    return {
      atLeast: claimed.length,
      p: lines.map(({ adjusted }) => adjusted).sort((a, b) => a - b),
      names: claimed.map(({ name }) => name),
      fisher: { atLeast: fisher.filter(p => p <= level).length, p: fisher },
    }
  }
  return { k: parts.length, level, improved: of(1), regressed: of(-1) }
}
