import type { BenchmarkCard } from '../core/card.ts'
import type { BenchmarkComparison } from '../core/comparison.ts'
import { bowker, stuartMaxwell } from '../stats/transitions.ts'

/** Counts label → label over pairs; of two labels McNemar says it all, of three or more the tests of transitions do. */
export function countTransitions({ scale }: Pick<BenchmarkCard, 'scale'>) {
  const labels = Array.isArray(scale) ? scale : []
  const table = labels.map(() => labels.map(() => 0))
  let pairs = 0
  return {
    push(before: string | undefined, after: string | undefined): void {
      const row = table[labels.indexOf(before ?? '')]
      const column = labels.indexOf(after ?? '')
      if (row === undefined || column < 0) return
      row[column] = (row[column] ?? 0) + 1
      pairs++
    },
    result: (): Pick<BenchmarkComparison, 'transitions'> =>
      labels.length < 3 || pairs === 0
        ? {}
        : { transitions: { labels, table, stuartMaxwell: stuartMaxwell(table), bowker: bowker(table) } },
  }
}
