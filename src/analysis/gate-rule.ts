import { type BenchmarkComparison, lackedIn, lacksBounds, type MetricComparison } from '../core/comparison.ts'
import type { GateReason } from '../core/gate-reason.ts'
import { gateReasonText } from '../core/gate-reason.ts'
import type { GateResult } from '../core/gate-result.ts'
import { criticalZ, phi, probit } from '../stats/distributions.ts'
import { bisect } from '../stats/roots.ts'
import type { RawBenchmark } from './compare-benchmark.ts'
import type { LimitTests, RawComparison } from './compare-metric.ts'
import type { GateRule } from './gate-rules.ts'
import type { Extremes } from './missing.ts'

/** All that is known of a benchmark when a rule is held against it. */
export interface Evidence {
  row: BenchmarkComparison
  raw?: RawBenchmark
  /** Two-sided, of the table. */
  alpha: number
  /** One-sided, of the test against a limit. */
  level: number
  maxErrors: number
  widening: number
}

/** A loss by the rule's direction: one by the metric's own, or a gain by it. */
type Side = 'loss' | 'gain'

/** Passed, regressed, inconclusive or too many errors: `gate` says what each means. */
export function holdAgainst(evidence: Evidence, rule: GateRule): GateResult {
  const { row, raw, maxErrors } = evidence
  const figure = rule.metric === undefined ? row : row.others.find(({ metric }) => metric === rule.metric)
  if (figure === undefined) return reasoned(rule, 'inconclusive', { code: 'not-compared', values: noMetric(rule) })
  const tests = rule.metric === undefined ? raw?.headline : raw?.others.find(({ metric }) => metric === rule.metric)
  const sides = sidesOf(rule, figure)
  const found = sides.map(side => lookAt(side, figure, tests, evidence, rule))
  const worst = found.toSorted((a, b) => b.worstLoss - a.worstLoss)[0]
  const relative = found.flatMap(one => one.relative ?? []).toSorted((a, b) => b.p - a.p)[0]
  const base = {
    ...(worst !== undefined && { worstLoss: worst.worstLoss }),
    ...(rule.margin !== undefined && { margin: rule.margin }),
    ...(relative !== undefined && { relative }),
  }
  const say = (outcome: GateResult['outcome'], why: GateReason): GateResult => ({
    ...reasoned(rule, outcome, why),
    ...base,
  })
  const { errored, unscored } = errorShares(row, row.n)
  const isLimited = rule.margin !== undefined || rule.relativeMargin !== undefined
  const isOpen = found.some(one => !one.isSeenRuledOut) || !isLimited
  const moved = sides.some(side => movedTo(side, figure))
  if (errored.share > maxErrors) {
    const isSure =
      isOpen && moved && sides.some(side => movedTo(side, figure) && isLossAnyway(side, figure, rule, evidence))
    return isSure && standsAboveNoise(figure, evidence)
      ? say('regressed', { code: 'worse-anyway', values: errored.values })
      : say('too-many-errors', { code: 'no-answer', values: errored.values })
  }
  if (isOpen && moved) {
    if (standsAboveNoise(figure, evidence))
      return say('regressed', { code: rule.direction === 'either' ? 'moved' : 'worse', values: {} })
    return say('inconclusive', { code: 'within-noise', values: {} })
  }
  if (unscored.share > maxErrors) return say('inconclusive', { code: 'no-score', values: unscored.values })
  if (!isLimited) return say('inconclusive', { code: 'no-limit', values: {} })
  const blocked = found.find(one => one.why !== undefined)?.why
  if (blocked !== undefined) return say('inconclusive', blocked)
  if (isUnbounded(figure, row)) return say('passed', { code: 'ruled-out-no-bounds', values: {} })
  const within = rule.direction === 'either' ? 'moved-within' : 'worse-within'
  return say('passed', { code: moved ? within : 'ruled-out', values: {} })
}

/**
 * Whether it is worse, and a loss as large as the limits not ruled out, also where every missing answer went the best way: then too many
 * errors do not make it doubtful.
 */
function isLossAnyway(side: Side, figure: MetricComparison, rule: GateRule, evidence: Evidence): boolean {
  const { level, widening } = evidence
  const { margin, relativeMargin } = rule
  const extremes = extremesOf(evidence, rule)
  if (extremes === undefined || figure.overturnable === true) return false
  const best = (figure.direction === 'higher-is-better') === (side === 'loss') ? extremes.highest : extremes.lowest
  const relative = side === 'loss' ? best.relativeHarm : best.relativeBoon
  const ps = [
    ...(margin === undefined ? [] : [limitTest(best, side)(margin)]),
    ...(relativeMargin === undefined ? [] : [relative(relativeMargin) ?? 0]),
  ]
  return ps.length === 0 || ps.some(p => widened(p, widening) >= level)
}

/** Whether answers are missing that could have made anything of the metric. */
const isUnbounded = ({ bounds }: MetricComparison, { bounds: _, ...row }: BenchmarkComparison): boolean =>
  lacksBounds({ ...row, ...(bounds && { bounds }) })

const extremesOf = ({ raw }: Evidence, { metric }: GateRule): Extremes | undefined =>
  metric === undefined ? raw?.extremes : raw?.otherExtremes?.get(metric)

/** A result with its reason in English, and as code and values for other languages. */
export const reasoned = (rule: GateRule, outcome: GateResult['outcome'], why: GateReason): GateResult => ({
  benchmark: rule.benchmark,
  ...(rule.metric !== undefined && { metric: rule.metric }),
  tier: rule.tier,
  outcome,
  reason: gateReasonText(why, 'en'),
  why,
})

function sidesOf({ direction }: GateRule, figure: MetricComparison): Side[] {
  if (direction === 'either') return ['loss', 'gain']
  return direction === undefined || direction === figure.direction ? ['loss'] : ['gain']
}

interface Found {
  /** By the scored answers alone. */
  isSeenRuledOut: boolean
  worstLoss: number
  relative?: NonNullable<GateResult['relative']>
  /** What stands in the way of a pass. */
  why?: GateReason
}

function lookAt(
  side: Side,
  figure: MetricComparison,
  tests: RawComparison | undefined,
  evidence: Evidence,
  rule: GateRule,
): Found {
  const { row, level, widening } = evidence
  const extremes = extremesOf(evidence, rule)
  const [low, high] = [extremes?.lowest, extremes?.highest]
  const completed = (figure.direction === 'higher-is-better') === (side === 'loss') ? low : high
  const isPlain = level === 0.025 && widening === 1
  const seen =
    isPlain || tests === undefined ? limitOf(figure.delta.ci95, figure, side) : reachOf(tests, side, evidence)
  const missing =
    completed !== undefined && !isPlain ? reachOf(completed, side, evidence) : hiddenLoss(seen, figure, row, side)
  const worstLoss = Math.max(seen, missing)
  const own = figure.nonInferiority
  const p = (margin: number): number =>
    tests === undefined
      ? own !== undefined && side === 'loss' && margin === figure.margin
        ? own.p
        : 0
      : widened(limitTest(tests, side)(margin), widening)
  const { margin } = rule
  const isSeenMargin = margin === undefined || (seen < margin && p(margin) < level)
  const relative =
    rule.relativeMargin === undefined
      ? undefined
      : relativeOf(side, figure, { tests, completed }, evidence, rule.relativeMargin)
  const isSeenRelative = relative === undefined || relative.seen < level
  const why =
    margin !== undefined && !isSeenMargin
      ? notRuledOut(figure, side, seen, margin)
      : margin !== undefined && worstLoss >= margin
        ? hidden(row)
        : relative?.why
  return {
    isSeenRuledOut: isSeenMargin && isSeenRelative,
    worstLoss,
    ...(relative?.shown !== undefined && { relative: relative.shown }),
    ...(why !== undefined && { why }),
  }
}

function relativeOf(
  side: Side,
  figure: MetricComparison,
  { tests, completed }: { tests: RawComparison | undefined; completed: RawComparison | undefined },
  { level, widening, row }: Evidence,
  limit: number,
): { seen: number; shown?: NonNullable<GateResult['relative']>; why?: GateReason } {
  const of = (one: LimitTests | undefined, share: number): number | undefined => {
    const p = side === 'loss' ? one?.relativeHarm(share) : one?.relativeBoon(share)
    return p === undefined ? undefined : widened(p, widening)
  }
  const seen = of(tests, limit)
  if (seen === undefined) {
    // A value above 0 that has no test all the same is one of people's ratings.
    const code = figure.before.value > 0 ? 'relative-no-test' : 'relative-undefined'
    return { seen: 1, why: { code, values: {} } }
  }
  const all = (share: number): number => Math.max(of(tests, share) ?? 1, of(completed, share) ?? 0)
  const p = all(limit)
  const hiding = completed === undefined ? excessOf(figure, row) / figure.before.value : 0
  const worst = bisect(share => all(share) - level, 0, 1) + hiding
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
  const values = { limit: percent(limit), worst: percent(worst) }
  const isOpen = p >= level || worst >= limit
  return { seen, shown: { limit, worst, p }, ...(isOpen && { why: { code: 'relative-not-ruled-out', values } }) }
}

const limitTest = (tests: LimitTests, side: Side): ((margin: number) => number) =>
  side === 'loss' ? tests.harm : tests.boon

/** The smallest margin that would be ruled out at the level: what a loss may be at most. Not below 0, where no margin is. */
function reachOf(tests: RawComparison, side: Side, { level, widening }: Evidence): number {
  const most =
    tests.unit === 'rate'
      ? 1 - 1e-9
      : 10 * (Math.abs(tests.delta.value) + Math.abs(tests.delta.ci95[1] - tests.delta.ci95[0]) + 1)
  return bisect(margin => widened(limitTest(tests, side)(margin), widening) - level, 1e-9, most)
}

/** A p-value as it is where the standard error is so many times as large. */
const widened = (p: number, factor: number): number => (factor === 1 ? p : phi(probit(p) / factor))

/** The worse end of an interval, as a loss. */
const limitOf = ([low, high]: readonly [number, number], { direction }: MetricComparison, side: Side): number =>
  (direction === 'higher-is-better') === (side === 'loss') ? -low : high

/**
 * The largest loss that the interval leaves possible had every missing answer gone the worst way. A metric without bounds has none;
 * of a rate (a ratio, an F-score) the share of answers that only the arm after lacks stands in for them, and can be too small.
 */
function hiddenLoss(seen: number, figure: MetricComparison, row: BenchmarkComparison, side: Side): number {
  const { boundsCi95 } = figure
  return boundsCi95 !== undefined ? limitOf(boundsCi95, figure, side) : seen + excessOf(figure, row)
}

/** The share of answers that only the arm after lacks; of a number, which has no range, 0. */
function excessOf({ unit }: MetricComparison, row: BenchmarkComparison): number {
  const { errored, unscored } = row
  const excess = errored.after + unscored.after - errored.before - unscored.before
  return unit === 'rate' ? Math.max(0, excess) / pairsOf(row, row.n) : 0
}

const movedTo = (side: Side, { verdict }: MetricComparison): boolean =>
  verdict === (side === 'loss' ? 'regressed' : 'improved')

/** Whether the difference is significant also with intervals as wide as two runs of one model make them. */
const standsAboveNoise = ({ test }: MetricComparison, { widening, alpha }: Evidence): boolean =>
  widening === 1 || 2 * widened(test.pAdjusted / 2, widening) < alpha

function notRuledOut(figure: MetricComparison, side: Side, seen: number, margin: number): GateReason {
  const { n, delta, direction } = figure
  const gain = (direction === 'higher-is-better') === (side === 'loss') ? delta.value : -delta.value
  const needed = neededPairs(n, seen + gain, margin + gain)
  return { code: 'not-ruled-out', values: needed === undefined || needed <= n ? {} : { needed } }
}

/** A sample that one run alone took is missing in the other. */
const hidden = ({ errored, unscored, ...taken }: BenchmarkComparison): GateReason => {
  const lacked = lackedIn(taken)
  const before = errored.before + unscored.before + lacked.after
  const after = errored.after + unscored.after + lacked.before
  return { code: 'hidden', values: { lost: before + after, before, after } }
}

/** Pairs that rule the margin out at 80 % power: `half` is the interval's at n, `distance` from the estimate to the margin. */
function neededPairs(n: number, half: number, distance: number): number | undefined {
  if (distance <= 0) return undefined
  const z = criticalZ(0.95)
  const needed = Math.ceil(n * (((z + probit(0.8)) / z) * (half / distance)) ** 2)
  return Number.isSafeInteger(needed) ? needed : undefined
}

type Counts = Pick<BenchmarkComparison, 'errored' | 'unscored' | 'pairs'>
interface Share {
  share: number
  values: GateReason['values']
}

/** Shares of the worse arm, of the samples that it was asked: without an answer, and without a score for any reason. */
export function errorShares(row: Counts, n: number): { errored: Share; unscored: Share } {
  const worst = (of: (arm: 'before' | 'after') => number): Share => {
    const share = Math.max(of('before'), of('after')) / Math.max(1, pairsOf(row, n))
    return { share, values: { share: `${(share * 100).toFixed(1)}%` } }
  }
  return {
    errored: worst(arm => row.errored[arm]),
    unscored: worst(arm => row.errored[arm] + row.unscored[arm]),
  }
}

/** Samples that both arms were asked; results of an older version say only how many are scored in both. */
const pairsOf = ({ pairs, errored, unscored }: Counts, n: number): number =>
  pairs ?? n + Math.max(errored.before + unscored.before, errored.after + unscored.after)

const noMetric = ({ metric = '' }: GateRule): GateReason['values'] => ({
  en: `the runs do not both have the metric ${metric}`,
  zh: `两次运行中均没有指标 ${metric}`,
})
