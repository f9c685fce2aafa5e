import type { Benchmark } from '../core/benchmark.ts'
import type { BenchmarkComparison } from '../core/comparison.ts'
import type { Remark } from '../core/remark.ts'
import { getOrMake, sortedEntries } from './aggregate.ts'
import { compareMetric, type RawComparison } from './compare-metric.ts'
import { countTransitions } from './count-transitions.ts'
import { makeClusterNumbers, makePairedSums } from './metric-sums.ts'
import type { PairNotes } from './pair-notes.ts'
import { isPartial, type ScoredSample } from './score.ts'

/** What could not be compared, by arm. */
export interface PairCounts {
  errored: { before: number; after: number }
  unscored: { before: number; after: number }
  unpaired: { before: number; after: number }
}

/** A benchmark's comparison before the table's adjustment. */
export interface RawBenchmark extends PairCounts, Partial<ReturnType<PairNotes['told']>> {
  headline: RawComparison
  others: RawComparison[]
  flips: { improved: number; regressed: number }
  bounds?: [number, number]
  partial?: { before: number; after: number }
  transitions?: NonNullable<BenchmarkComparison['transitions']>
  groups: BenchmarkComparison['groups']
}

/** Takes the pairs of one benchmark, one after the other. */
export interface PairCollector {
  pair(before: ScoredSample, after: ScoredSample): void
  unpaired(arm: 'before' | 'after'): void
  readonly counts: PairCounts
  /** A remark where nothing can be compared. */
  result(): RawBenchmark | Remark
}

type Cell = BenchmarkComparison['groups'][string][string]

export function makePairCollector(benchmark: Benchmark): PairCollector {
  const columns = benchmark.metrics.map(makePairedSums)
  const clusterOf = makeClusterNumbers()
  let seen = 0
  const counts = { pairs: 0, failed: 0, low: 0, high: 0 }
  const flips = { improved: 0, regressed: 0 }
  const errored = { before: 0, after: 0 }
  const unscored = { before: 0, after: 0 }
  const unpaired = { before: 0, after: 0 }
  const partial = { before: 0, after: 0 }
  const groups = new Map<string, Map<string, Cell>>()
  const transitions = countTransitions(benchmark)

  const countFlip = (before: number, after: number, sample: ScoredSample): void => {
    const change = directionOf(benchmark, before, after)
    if (change !== undefined) flips[change]++
    for (const [key, value] of Object.entries(sample.breakdown)) {
      const byValue = getOrMake(groups, key, () => new Map<string, Cell>())
      const cell = getOrMake(byValue, value, () => ({ n: 0, before: 0, after: 0, delta: 0, improved: 0, regressed: 0 }))
      cell.n++
      cell.before += before
      cell.after += after
      if (change !== undefined) cell[change]++
    }
  }

  return {
    counts: { errored, unscored, unpaired },
    unpaired: arm => void unpaired[arm]++,
    pair(before, after) {
      for (const [arm, sample] of [
        ['before', before],
        ['after', after],
      ] as const) {
        if (isPartial(sample)) partial[arm]++
        if (sample.scored > 0) continue
        if (sample.errored > 0) errored[arm]++
        else unscored[arm]++
      }
      const [was, is] = [before.values[0], after.values[0]]
      if (typeof was === 'number' && typeof is === 'number') countFlip(was, is, before)
      transitions.push(before.label, after.label)
      seen++
      // A metric may leave a scored sample out; bounds are for those that failed.
      const [noneBefore, noneAfter] = [before.scored === 0, after.scored === 0]
      if ((noneBefore || typeof was === 'number') && (noneAfter || typeof is === 'number')) {
        counts.pairs++
        if (noneBefore || noneAfter) counts.failed++
        counts.low += numberOr(is, 0) - numberOr(was, 1)
        counts.high += numberOr(is, 1) - numberOr(was, 0)
      }
      const cluster = clusterOf(before.group ?? after.group)
      columns.forEach((column, i) => {
        const [b, a] = [before.values[i], after.values[i]]
        if (b !== undefined && a !== undefined) column.push(b, a, cluster)
      })
    },
    result() {
      if (seen === 0 && unpaired.before + unpaired.after > 0) return noneShared(unpaired)
      const compared = columns.map(column =>
        column.n === 0 ? { code: 'nothing-scored' as const, values: {} } : compareMetric(column.figure()),
      )
      const [headline, ...others] = compared
      if (headline === undefined) return { code: 'no-metric', values: {} }
      if ('code' in headline) return headline
      const missing = headline.unit === 'rate' && counts.failed > 0
      return {
        headline,
        others: others.flatMap(other => ('code' in other ? [] : [other])),
        flips,
        errored,
        unscored,
        unpaired,
        ...(partial.before + partial.after > 0 && { partial }),
        ...(missing && { bounds: [counts.low / counts.pairs, counts.high / counts.pairs] as [number, number] }),
        ...transitions.result(),
        groups: Object.fromEntries(Array.from(groups, ([key, cells]) => [key, averaged(cells)])),
      }
    },
  }
}

/** Which way a sample's headline score went; nothing where it stayed. */
export function directionOf(benchmark: Benchmark, before: number, after: number): 'improved' | 'regressed' | undefined {
  if (before === after) return undefined
  return after > before === (benchmark.metrics[0].direction === 'higher-is-better') ? 'improved' : 'regressed'
}

const noneShared = ({ before, after }: PairCounts['unpaired']): Remark => ({
  code: 'none-shared',
  values: { before, after },
})

/** A score, or what a missing one could have been. */
const numberOr = (value: number | readonly number[] | undefined, missing: number): number =>
  typeof value === 'number' ? value : missing

const averaged = (cells: Map<string, Cell>): Record<string, Cell> =>
  sortedEntries(cells, cell => {
    const before = cell.before / cell.n
    const after = cell.after / cell.n
    return { ...cell, before, after, delta: after - before }
  })
