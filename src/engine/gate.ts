import type { BenchmarkComparison, Comparison } from '../core/comparison.ts'
import { XevalError } from '../core/errors.ts'

export type GateOutcome = 'passed' | 'regressed' | 'inconclusive' | 'too-many-errors'

/** What a gate says of one benchmark. */
export interface GateResult {
  benchmark: string
  outcome: GateOutcome
  /** The largest loss that the interval leaves possible, and the one that was allowed; in the metric's unit, ≥ 0 is a loss. */
  worstLoss?: number
  margin?: number
  reason: string
}

export interface GateOptions {
  /** By benchmark or suite; > 0. */
  margins: Readonly<Record<string, number>>
  /** Errored samples at most, as a share of an arm's. */
  maxErrors: number
}

/**
 * Holds a comparison against non-inferiority limits. Passed: the 95 % interval excludes a loss as large as the margin, so that
 * a loss that matters is ruled out (all benchmarks have to pass: an intersection-union test needs no adjustment;
 * Berger 1982, https://doi.org/10.1080/00401706.1982.10487790). Regressed: worse after Holm, and such a loss not ruled out.
 * Anything else is inconclusive, and that is not a pass.
 */
export function gate(comparison: Comparison, options: GateOptions): GateResult[] {
  return [
    ...comparison.benchmarks.map(benchmark => gateBenchmark(benchmark, comparison.suite, options)),
    ...comparison.notCompared.map(
      ({ name, reason }): GateResult => ({ benchmark: name, outcome: 'inconclusive', reason }),
    ),
  ]
}

/** The worst of the outcomes: errors first, since figures with too many of them mean nothing. */
export function overall(results: readonly GateResult[]): GateOutcome {
  const order: GateOutcome[] = ['too-many-errors', 'regressed', 'inconclusive']
  return order.find(outcome => results.some(result => result.outcome === outcome)) ?? 'passed'
}

function gateBenchmark(benchmark: BenchmarkComparison, suite: string, { margins, maxErrors }: GateOptions): GateResult {
  const { name, delta, direction, verdict, neededN } = benchmark
  const margin = margins[name] ?? margins[suite]
  if (margin === undefined) throw noMargin(name, suite)
  const worstLoss = direction === 'higher-is-better' ? -delta.ci95[0] : delta.ci95[1]
  const base = { benchmark: name, worstLoss, margin }
  const errors = errorShare(benchmark)
  if (errors > maxErrors) {
    return { ...base, outcome: 'too-many-errors', reason: `${percent(errors)} of the samples have no answer` }
  }
  if (worstLoss < margin) return { ...base, outcome: 'passed', reason: 'a loss as large as the margin is ruled out' }
  if (verdict === 'regressed')
    return { ...base, outcome: 'regressed', reason: 'worse, and by more than the margin allows' }
  const needed = neededN === undefined ? '' : `; about ${neededN} pairs would tell`
  return { ...base, outcome: 'inconclusive', reason: `a loss as large as the margin is not ruled out${needed}` }
}

const errorShare = ({ n, errored, unscored }: BenchmarkComparison): number =>
  Math.max(...(['before', 'after'] as const).map(arm => errored[arm] / Math.max(1, n + errored[arm] + unscored[arm])))

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

const noMargin = (benchmark: string, suite: string): XevalError =>
  new XevalError('no-margin', `no margin for ${benchmark}: a gate has to know how large a loss would matter`, {
    hint: `Pass --margin ${suite}=0.05 or --margin ${benchmark}=0.05, or set \`margin\` in xeval.config.ts. Rates are in 0…1.`,
  })
