import { type BenchmarkComparison, type Comparison, lacksBounds } from '../core/comparison.ts'
import { doubtTopic } from '../core/doubt.ts'
import { XevalError } from '../core/errors.ts'
import { remarkText } from '../core/remark.ts'
import { criticalZ, probit } from '../stats/distributions.ts'

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
 * Holds a comparison against non-inferiority limits. Passed: the 95 % interval excludes a loss as large as the margin even
 * where every missing answer counts as it would be worst (of a metric without bounds that is not known, and said), so that a loss that matters is ruled out (all benchmarks have to pass:
 * an intersection-union test needs no adjustment;
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
  const doubts = warnings.filter(remark => {
    const topic = doubtTopic(remark)
    return topic !== undefined && !allowed.includes(topic)
  })
  if (doubts.length === 0) return
  const topics = [...new Set(doubts.map(doubtTopic))].join(',')
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
  const [gain, seenLoss] =
    direction === 'higher-is-better' ? [delta.value, -delta.ci95[0]] : [-delta.value, delta.ci95[1]]
  const worstLoss = Math.max(seenLoss, lossWithMissing(row) ?? seenLoss)
  const missing = missingShares(row, n)
  const base = { benchmark: name, worstLoss, margin }
  if (missing.errored > maxErrors) return { ...base, ...tooManyErrors(name, missing.errored) }
  if (seenLoss >= margin && verdict === 'regressed') {
    return { ...base, outcome: 'regressed', reason: 'worse, and a loss as large as the margin is not ruled out' }
  }
  const inconclusive = (reason: string): GateResult => ({ ...base, outcome: 'inconclusive', reason })
  if (missing.unscored > maxErrors) return inconclusive(`${percent(missing.unscored)} of the samples have no score`)
  if (seenLoss < margin && ruledOut(row)) return worstLoss < margin ? passed(base, row) : inconclusive(hidden(row))
  const needed = neededPairs(n, seenLoss + gain, margin + gain)
  const advice =
    needed === undefined || needed <= n
      ? ''
      : `; about ${needed} pairs would rule it out if the difference stays as it is`
  return inconclusive(`a loss as large as the margin is not ruled out${advice}`)
}

const passed = (
  base: Pick<GateResult, 'benchmark' | 'worstLoss' | 'margin'>,
  row: BenchmarkComparison,
): GateResult => ({
  ...base,
  outcome: 'passed',
  reason: `a loss as large as the margin is ruled out${lacksBounds(row) ? ' by the scored answers; what the missing ones could make of this metric has no bounds' : ''}`,
})

/** Differences that are all equal have an interval without width: their test against the margin says what it is worth. */
const ruledOut = ({ nonInferiority }: BenchmarkComparison): boolean =>
  nonInferiority === undefined || nonInferiority.p < 0.025

/**
 * The largest loss that the interval leaves possible had every missing answer gone the worst way. A metric without bounds has none;
 * of a rate (a ratio, an F-score) the share of answers that only the arm after lacks stands in for them, and can be too small.
 */
function lossWithMissing(row: BenchmarkComparison): number | undefined {
  const { boundsCi95, direction, unit, errored, unscored, delta } = row
  if (boundsCi95 !== undefined) return direction === 'higher-is-better' ? -boundsCi95[0] : boundsCi95[1]
  const excess = errored.after + unscored.after - errored.before - unscored.before
  if (unit !== 'rate' || excess <= 0) return undefined
  const seenLoss = direction === 'higher-is-better' ? -delta.ci95[0] : delta.ci95[1]
  return seenLoss + excess / pairsOf(row, row.n)
}

const hidden = ({ errored, unscored }: BenchmarkComparison): string => {
  const missing = errored.before + unscored.before + errored.after + unscored.after
  const lost = missing === 0 ? 'missing epochs' : `${missing} missing answers`
  return `${lost} could hide a loss as large as the margin (before ${errored.before + unscored.before}, after ${errored.after + unscored.after})`
}

/** Pairs that rule the margin out at 80 % power: `half` is the interval's at n, `distance` from the estimate to the margin. */
function neededPairs(n: number, half: number, distance: number): number | undefined {
  if (distance <= 0) return undefined
  const z = criticalZ(0.95)
  const needed = Math.ceil(n * (((z + probit(0.8)) / z) * (half / distance)) ** 2)
  return Number.isSafeInteger(needed) ? needed : undefined
}

type Counts = Pick<BenchmarkComparison, 'errored' | 'unscored' | 'pairs'>

/** Shares of the worse arm, of the samples that it was asked: without an answer, and without a score for any reason. */
function missingShares(row: Counts, n: number): { errored: number; unscored: number } {
  const worst = (of: (arm: 'before' | 'after') => number): number =>
    Math.max(of('before'), of('after')) / Math.max(1, pairsOf(row, n))
  return {
    errored: worst(arm => row.errored[arm]),
    unscored: worst(arm => row.errored[arm] + row.unscored[arm]),
  }
}

/** Samples that both arms were asked; results of an older version say only how many are scored in both. */
const pairsOf = ({ pairs, errored, unscored }: Counts, n: number): number =>
  pairs ?? n + Math.max(errored.before + unscored.before, errored.after + unscored.after)

const tooManyErrors = (benchmark: string, share: number): GateResult => ({
  benchmark,
  outcome: 'too-many-errors',
  reason: `${percent(share)} of the samples have no answer`,
})

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

const noMargin = (benchmark: string, suite: string): XevalError =>
  new XevalError('no-margin', `no margin for ${benchmark}: a gate has to know how large a loss would matter`, {
    hint: `Pass --margin ${suite}=0.05 or --margin ${benchmark}=0.05, or set \`margin\` in the config. Rates are in 0…1.`,
  })
