import type { BenchmarkComparison, Comparison } from '../core/comparison.ts'
import { XevalError } from '../core/errors.ts'
import { remarkText } from '../core/remark.ts'
import { criticalZ, probit } from '../stats/distributions.ts'
import { isDoubtful, topicOf } from './who-answered.ts'

export type GateOutcome = 'passed' | 'regressed' | 'inconclusive' | 'too-many-errors'

/** What a gate says of one benchmark. */
export interface GateResult {
  benchmark: string
  outcome: GateOutcome
  /** The largest loss that the interval leaves possible, and the one that is allowed; in the metric's unit, ≥ 0 is a loss. */
  worstLoss?: number
  margin?: number
  reason: string
}

export interface GateOptions {
  /** By benchmark or suite; > 0. */
  margins: Readonly<Record<string, number>>
  /** Samples without an answer at most, as a share of an arm's; and without a score. */
  maxErrors: number
}

/**
 * Holds a comparison against non-inferiority limits. Passed: the 95 % interval excludes a loss as large as the margin, so that
 * a loss that matters is ruled out (all benchmarks have to pass: an intersection-union test needs no adjustment;
 * Berger 1982, https://doi.org/10.1080/00401706.1982.10487790). Regressed: worse after the table's adjustment, and such a
 * loss not ruled out. Anything else is inconclusive, and that is not a pass. Throws `no-margin` for a benchmark without one.
 */
export function gate(comparison: Comparison, options: GateOptions): GateResult[] {
  const { benchmarks, notCompared, suite } = comparison
  return [
    ...benchmarks.map(benchmark => gateBenchmark(benchmark, suite, options)),
    ...notCompared.map((row): GateResult => {
      const benchmark = row.name
      if (missingShares(row, 0).errored > options.maxErrors)
        return tooManyErrors(benchmark, missingShares(row, 0).errored)
      return { benchmark, outcome: 'inconclusive', reason: row.reason }
    }),
  ]
}

/**
 * Throws `gate-refused` where it is doubtful who answered one of the runs: no verdict may rest on that. `allowed` are topics
 * that the user has looked into (`--allow-diff`).
 */
export function refuseDoubtful({ warnings = [] }: Comparison, allowed: readonly string[]): void {
  const doubts = warnings.filter(remark => isDoubtful(remark) && !allowed.includes(topicOf(remark)))
  if (doubts.length === 0) return
  const topics = [...new Set(doubts.map(topicOf))].join(',')
  throw new XevalError(
    'gate-refused',
    `it is doubtful who answered:\n  ${doubts.map(remark => remarkText(remark, 'en')).join('\n  ')}`,
    {
      hint: `Run it again with --no-cache against the model that is meant; or, if this is as it should be, pass --allow-diff ${topics}.`,
    },
  )
}

/** The worst of the outcomes: errors first, since figures with too many of them mean nothing. Nothing at all passes nothing. */
export function overall(results: readonly GateResult[]): GateOutcome {
  const order: GateOutcome[] = ['too-many-errors', 'regressed', 'inconclusive']
  return order.find(outcome => results.some(result => result.outcome === outcome)) ?? emptyOr(results)
}

const emptyOr = ({ length }: readonly GateResult[]): GateOutcome => (length === 0 ? 'inconclusive' : 'passed')

function gateBenchmark(row: BenchmarkComparison, suite: string, { margins, maxErrors }: GateOptions): GateResult {
  const { name, delta, direction, verdict, n } = row
  const margin = margins[name] ?? margins[suite]
  if (margin === undefined) throw noMargin(name, suite)
  const [gain, worstLoss] =
    direction === 'higher-is-better' ? [delta.value, -delta.ci95[0]] : [-delta.value, delta.ci95[1]]
  const missing = missingShares(row, n)
  const base = { benchmark: name, worstLoss, margin }
  if (missing.errored > maxErrors) return { ...base, ...tooManyErrors(name, missing.errored) }
  if (worstLoss >= margin && verdict === 'regressed') {
    return { ...base, outcome: 'regressed', reason: 'worse, and a loss as large as the margin is not ruled out' }
  }
  if (missing.unscored > maxErrors) {
    return { ...base, outcome: 'inconclusive', reason: `${percent(missing.unscored)} of the samples have no score` }
  }
  if (worstLoss < margin) return { ...base, outcome: 'passed', reason: 'a loss as large as the margin is ruled out' }
  const needed = neededPairs(n, worstLoss + gain, margin + gain)
  const advice =
    needed === undefined ? '' : `; about ${needed} pairs would rule it out if the difference stays as it is`
  return { ...base, outcome: 'inconclusive', reason: `a loss as large as the margin is not ruled out${advice}` }
}

/** Pairs that rule the margin out at 80 % power: `half` is the interval's at n, `distance` from the estimate to the margin. */
function neededPairs(n: number, half: number, distance: number): number | undefined {
  if (distance <= 0) return undefined
  const z = criticalZ(0.95)
  const needed = Math.ceil(n * (((z + probit(0.8)) / z) * (half / distance)) ** 2)
  return Number.isSafeInteger(needed) ? needed : undefined
}

/** Shares of the worse arm: without an answer, and without a score for any reason. `n` pairs are scored in both. */
function missingShares(
  { errored, unscored }: Pick<BenchmarkComparison, 'errored' | 'unscored'>,
  n: number,
): { errored: number; unscored: number } {
  const worst = (of: (arm: 'before' | 'after') => number): number =>
    Math.max(...(['before', 'after'] as const).map(arm => of(arm) / Math.max(1, n + errored[arm] + unscored[arm])))
  return { errored: worst(arm => errored[arm]), unscored: worst(arm => errored[arm] + unscored[arm]) }
}

const tooManyErrors = (benchmark: string, share: number): GateResult => ({
  benchmark,
  outcome: 'too-many-errors',
  reason: `${percent(share)} of the samples have no answer`,
})

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

const noMargin = (benchmark: string, suite: string): XevalError =>
  new XevalError('no-margin', `no margin for ${benchmark}: a gate has to know how large a loss would matter`, {
    hint: `Pass --margin ${suite}=0.05 or --margin ${benchmark}=0.05, or set \`margin\` in xeval.config.ts. Rates are in 0…1.`,
  })
