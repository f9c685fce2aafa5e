import type { Sameness } from './same-value.ts'

/** One difference is enough for `different`, one doubt for `undecided`. */
export const all = (verdicts: readonly Sameness[]): Sameness =>
  verdicts.includes('different') ? 'different' : verdicts.includes('undecided') ? 'undecided' : 'equal'

export function inOrder<T>(gold: readonly T[], given: readonly T[], compare: (a: T, b: T) => Sameness): Sameness {
  if (gold.length !== given.length) return 'different'
  return all(
    gold.map((item, at) => {
      const other = given[at]
      return other === undefined ? 'different' : compare(item, other)
    }),
  )
}
