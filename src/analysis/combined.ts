import type { BenchmarkComparison } from '../core/comparison.ts'
import { Moments } from '../stats/moments.ts'
import { PairedMoments } from '../stats/paired-moments.ts'
import { partlyOverlapping } from '../stats/partly-overlapping.ts'
import type { FigureMetric } from './figure-metric.ts'
import type { ScoredSample } from './scored-sample.ts'

/** The difference by all samples of both arms, where they took partly different ones. */
export interface CombinedSums {
  pair(before: ScoredSample, after: ScoredSample): void
  unpaired(arm: 'before' | 'after', sample: ScoredSample): void
  /** Of a mean over samples that stand alone; nothing where all are paired, or fewer than two are. */
  result(): BenchmarkComparison['combined']
}

/** Of a benchmark's headline metric. */
export function makeCombined({ kind, unit }: FigureMetric): CombinedSums {
  const pairs = new PairedMoments()
  const only = { before: new Moments(), after: new Moments() }
  let isAlone = kind === 'mean'
  const scoreOf = ({ values, group }: ScoredSample): number | undefined => {
    if (group !== undefined) isAlone = false
    return typeof values[0] === 'number' ? values[0] : undefined
  }
  return {
    pair(before, after) {
      const [was, is] = [scoreOf(before), scoreOf(after)]
      // What only one arm has no score of may be missing for a reason, and stays out.
      if (was !== undefined && is !== undefined) pairs.add(was, is)
    },
    unpaired(arm, sample) {
      const value = scoreOf(sample)
      if (value !== undefined) only[arm].add(value)
    },
    result() {
      if (!isAlone || pairs.n < 2 || only.before.n + only.after.n === 0) return undefined
      const isRate = unit === 'rate'
      const { value, ci, method, p } = partlyOverlapping({
        pairs,
        beforeOnly: only.before,
        afterOnly: only.after,
        isRate,
      })
      return {
        n: { before: pairs.n + only.before.n, after: pairs.n + only.after.n },
        delta: { value, ci95: ci, method },
        test: { name: method, p },
      }
    },
  }
}
