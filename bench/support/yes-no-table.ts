import type { RawBenchmark } from '../../src/analysis/compare-benchmark.ts'
import { compareMetric } from '../../src/analysis/compare-metric.ts'
import { makePairedSums } from '../../src/analysis/metric-sums.ts'
import { withVerdict } from '../../src/analysis/verdict.ts'
import type { Comparison } from '../../src/core/comparison.ts'
import type { MeanMetric } from '../../src/core/metric.ts'

/** Pairs of a yes/no score of n samples: right after only, before only, in both. */
export interface YesNoTable {
  n: number
  up: number
  down: number
  both: number
}

const metric: MeanMetric = { kind: 'mean', name: 'x', direction: 'higher-is-better', unit: 'rate', value: () => 0 }

/** The comparison of one benchmark, `x`, that the engine makes of such a table, and what a gate is given besides. */
export function yesNoComparison(
  { n, up, down, both }: YesNoTable,
  margin: number,
): { comparison: Comparison; raw: RawBenchmark } {
  const sums = makePairedSums(metric)
  for (let i = 0; i < n; i++) {
    const was = i < down + both ? 1 : 0
    sums.push(was, i < down ? 0 : i < down + both || i < down + both + up ? 1 : 0, undefined)
  }
  const headline = compareMetric(sums.figure())
  if ('code' in headline) throw new Error(headline.code)
  const p = headline.harm(margin)
  const none = { before: 0, after: 0 }
  const around = { flips: { improved: up, regressed: down }, errored: none, unscored: none, unpaired: none, groups: {} }
  const arm = { id: '', dir: '', model: '', demo: false }
  const row: Comparison['benchmarks'][number] = {
    ...withVerdict(headline, { alpha: 0.05, pAdjusted: headline.test.p, loss: { margin, p, pAdjusted: p } }),
    ...{ name: 'x', bundled: false, judge: 'x', others: [], ...around },
  }
  const comparison: Comparison = {
    ...{ schemaVersion: 1, suite: 'x', before: arm, after: arm, comparable: true, differences: [], alpha: 0.05 },
    ...{ benchmarks: [row], notCompared: [] },
  }
  return { comparison, raw: { headline, others: [], pairs: n, ...around } }
}
