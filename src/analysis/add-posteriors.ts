import type { BenchmarkComparison, Comparison, Posterior } from '../core/comparison.ts'
import { type CellPrior, pairedPosterior } from '../stats/posterior.ts'

/** The comparison with the posterior of Δ beside the frequentist figures, for yes/no scores of independent samples; others have none. */
export const addPosteriors = (comparison: Comparison, prior: CellPrior): Comparison => ({
  ...comparison,
  benchmarks: comparison.benchmarks.map(row => ({ ...row, ...posteriorOf(row, prior) })),
})

function posteriorOf(row: BenchmarkComparison, prior: CellPrior): { posterior?: Posterior } {
  const { table, direction, margin } = row
  if (table === undefined) return {}
  const { mean, interval, atMost } = pairedPosterior(table, prior)
  const up = direction === 'higher-is-better'
  const worseThan = (limit: number): number => (up ? atMost(-limit) : 1 - atMost(limit))
  return {
    posterior: {
      ...{ prior, mean, interval: interval() },
      loss: worseThan(0),
      ...(margin !== undefined && { lossBeyondMargin: worseThan(margin) }),
    },
  }
}
