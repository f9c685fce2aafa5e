import type { BenchmarkComparison, Comparison } from '../core/comparison.ts'
import { doubtTopic } from '../core/doubt.ts'
import { XevalError } from '../core/errors.ts'
import type { GatePolicy } from '../core/gate-policy.ts'
import type { GateOutcome, GateResult } from '../core/gate-result.ts'
import { remarkText } from '../core/remark.ts'
import type { RawBenchmark } from './compare-benchmark.ts'
import { type Evidence, errorShares, holdAgainst, reasoned } from './gate-rule.ts'
import { type GateRule, rulesOf } from './gate-rules.ts'

export type { GateOutcome, GateResult }

export interface GateOptions {
  /** By benchmark or suite; > 0. */
  margins: Readonly<Record<string, number>>
  /** Samples without an answer at most, as a share of an arm's; and without a score. */
  maxErrors: number
  /** Tiers and limits by benchmark; without one every benchmark has to pass, and its margin is one of `margins`. */
  policy?: GatePolicy
  /** The comparison before it was adjusted: it can test limits, levels and directions that the comparison says nothing of. */
  raw?: ReadonlyMap<string, RawBenchmark>
  /** Of the one-sided test against the margin. @default 0.025 */
  level?: number
  /** By benchmark: how many times as wide its intervals become by what two runs of one model differ in; ≥ 1. */
  widening?: ReadonlyMap<string, number>
  /** Benchmark → data set of those that were run on bundled samples and left out. */
  bundled?: ReadonlyMap<string, string>
}

/**
 * Holds a comparison against non-inferiority limits. Passed: the 95 % interval excludes a loss as large as the margin even where
 * every missing answer counts as it would be worst (of a metric without bounds that is not known, and said), so that a loss that
 * matters is ruled out (all benchmarks have to pass: an intersection-union test needs no adjustment;
 * Berger 1982, https://doi.org/10.1080/00401706.1982.10487790). Regressed: worse after the table's adjustment, and such a
 * loss not ruled out. Anything else is inconclusive, and that is not a pass. Bundled samples are left out. Throws `no-margin` for a
 * benchmark without one.
 */
export function gate(comparison: Comparison, options: GateOptions): GateResult[] {
  const { benchmarks, notCompared, suite } = comparison
  const rows = benchmarks.filter(({ bundled }) => !bundled)
  const rules = rulesOf(comparison, options)
  return rules.flatMap((rule): GateResult[] => {
    const row = rows.find(({ name }) => name === rule.benchmark)
    if (row !== undefined) return heldAgainst(row, rule, suite, comparison.alpha, options)
    const missing = notCompared.find(({ name, bundled }) => name === rule.benchmark && !bundled)
    return missing === undefined ? absent(rule, options) : [unresolved(missing, rule, options)]
  })
}

function heldAgainst(
  row: BenchmarkComparison,
  rule: GateRule,
  suite: string,
  alpha: number,
  options: GateOptions,
): GateResult[] {
  const raw = options.raw?.get(row.name)
  const { level = 0.025, widening, maxErrors } = options
  const evidence: Evidence = {
    row,
    alpha,
    level,
    maxErrors,
    widening: widening?.get(row.name) ?? 1,
    ...(raw && { raw }),
  }
  demandLimit(rule, suite)
  return [holdAgainst(evidence, rule)]
}

/** Throws `no-margin` for a rule that decides and has nothing to decide by. */
export function demandLimit({ benchmark, tier, margin, relativeMargin }: GateRule, suite: string): void {
  if (margin === undefined && relativeMargin === undefined && tier !== 'advisory') throw noMargin(benchmark, suite)
}

/** A benchmark that only the policy knows of. */
function absent(rule: GateRule, { bundled }: GateOptions): GateResult[] {
  if (!rule.required) return []
  const dataset = bundled?.get(rule.benchmark)
  return dataset === undefined
    ? [reasoned(rule, 'missing', { code: 'missing', values: {} })]
    : [reasoned(rule, 'missing', { code: 'missing-bundled', values: { dataset } })]
}

/** One that could not be compared: where a run lacks it altogether and the policy requires it, it fails. */
function unresolved(
  row: Comparison['notCompared'][number],
  rule: GateRule,
  { maxErrors, policy }: GateOptions,
): GateResult {
  const { errored } = errorShares(row, 0)
  if (errored.share > maxErrors) return reasoned(rule, 'too-many-errors', { code: 'no-answer', values: errored.values })
  const isAbsent = row.remark?.code === 'only-before' || row.remark?.code === 'only-after'
  if (policy !== undefined && rule.required && isAbsent)
    return reasoned(rule, 'missing', { code: 'missing', values: {} })
  const zh = row.remark === undefined ? row.reason : remarkText(row.remark, 'zh')
  return reasoned(rule, 'inconclusive', { code: 'not-compared', values: { en: row.reason, zh } })
}

/**
 * Throws `gate-refused` where it is doubtful who answered one of the runs: no verdict may rest on that. `allowed` are topics
 * that the user has looked into (`--allow-diff`).
 */
export function refuseDoubtful({ warnings = [] }: Pick<Comparison, 'warnings'>, allowed: readonly string[]): void {
  const doubts = warnings.filter(remark => {
    const topic = doubtTopic(remark)
    return topic !== undefined && !allowed.includes(topic)
  })
  if (doubts.length === 0) return
  const topics = [...new Set(doubts.map(doubtTopic))].join(',')
  throw new XevalError(
    'gate-refused',
    `it is uncertain which model answered:\n  ${doubts.map(remark => remarkText(remark, 'en')).join('\n  ')}`,
    {
      hint: `Run it again with --no-cache against the intended model. If this is intended, pass --allow-diff ${topics}.`,
    },
  )
}

/** The worst of the outcomes. What surely got worse is not hidden by another benchmark's errors. Nothing at all passes nothing. */
export function overall(results: readonly GateResult[]): GateOutcome {
  const order: GateOutcome[] = ['missing', 'regressed', 'too-many-errors', 'inconclusive']
  return order.find(outcome => results.some(result => result.outcome === outcome)) ?? emptyOr(results)
}

const emptyOr = ({ length }: readonly GateResult[]): GateOutcome => (length === 0 ? 'inconclusive' : 'passed')

const noMargin = (benchmark: string, suite: string): XevalError =>
  new XevalError('no-margin', `no margin for ${benchmark}: a gate needs the largest acceptable loss`, {
    hint: `Pass --margin ${suite}=0.05 or --margin ${benchmark}=0.05, or set \`margin\` in the config. Rates are in 0…1.`,
  })
