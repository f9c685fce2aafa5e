import type { MetricComparison } from '../core/comparison.ts'
import { type GateReason, gateReasonText } from '../core/gate-reason.ts'
import type { GateOutcome, GateReport, GateResult, Nights, NoiseFloor } from '../core/gate-result.ts'
import { remarkText } from '../core/remark.ts'
import type { Language } from '../core/wording.ts'
import { difference, differenceWithInterval } from './figures.ts'
import { gateWords } from './gate-words.ts'
import { punctuation } from './punctuation.ts'
import { textTable } from './text-table.ts'
import { wrap } from './wrap.ts'

/** The verdict for a chat: what, how many, and the first thing that went wrong. */
export function gateLine(
  suite: string,
  {
    outcome,
    decision,
    results,
  }: { outcome: GateOutcome; decision?: GateReport['decision']; results: readonly GateResult[] },
  language: Language,
): string {
  const say = gateWords[language]
  const deciding = results.filter(({ tier }) => tier !== 'advisory')
  const passed = deciding.filter(result => result.outcome === 'passed').length
  const first = deciding.find(result => result.outcome === outcome && outcome !== 'passed')
  const detail = first === undefined ? '' : `${say.semicolon}${nameOf(first)}${say.colon}${resultText(first, language)}`
  const head = decision === undefined ? '' : `${decision}${say.colon}`
  return `${head}${say.heads[outcome]} ${suite}${say.colon}${say.passed(passed, deciding.length)}${detail}`
}

export const firstNightLine = (name: string, run: string, language: Language): string =>
  gateWords[language].firstNight(name, run)

export const resultText = ({ why, reason }: GateResult, language: Language): string =>
  why === undefined ? reason : gateReasonText(why, language)

export const reasonedResult = (benchmark: string, outcome: GateOutcome, why: GateReason): GateResult => ({
  ...{ benchmark, outcome, why, reason: gateReasonText(why, 'en') },
})

/** What a gate found, under its line: a row a rule, the reasons, remarks, the noise floor, the nights so far. No line is wider than a terminal. */
export function gateText(report: GateReport, language: Language): string {
  const { results, remarks = [], noise = [], nights, comparison } = report
  const say = gateWords[language]
  const unitOf = ({ benchmark, metric }: GateResult): MetricComparison['unit'] | undefined => {
    const row = comparison?.benchmarks.find(({ name }) => name === benchmark)
    return (metric === undefined ? row : row?.others.find(other => other.metric === metric))?.unit
  }
  const size = (value: number | undefined, result: GateResult): string => {
    const unit = unitOf(result)
    return value === undefined || unit === undefined ? '–' : difference(value, unit).replace(/^\+/, '')
  }
  /** A gain at the very least is no loss. */
  const loss = (result: GateResult): string =>
    result.worstLoss !== undefined && result.worstLoss < 0 ? say.noLoss : size(result.worstLoss, result)
  const rows = results.map(result => [
    nameOf(result),
    ...(report.decision === undefined ? [] : [result.tier === undefined ? '' : say.tiers[result.tier]]),
    say.outcomes[result.outcome],
    loss(result),
    size(result.margin, result),
  ])
  const header = [
    say.rule,
    ...(report.decision === undefined ? [] : [say.tier]),
    say.outcome,
    say.worstLoss,
    say.margin,
  ]
  return [
    ...(rows.length > 0 ? [textTable(header, rows)] : []),
    ...[
      ...results.map(result => `${nameOf(result)}${say.colon}${resultText(result, language)}`),
      ...remarks.map(remark => `${say.note}${say.colon}${remarkText(remark, language)}`),
      ...noiseLines(noise, comparison?.benchmarks, language),
      ...(nights === undefined ? [] : nightLines(nights, language)),
    ].map(line => wrap(line)),
  ].join('\n')
}

/** The same model against itself, beside what was compared. */
export const noiseLines = (
  noise: readonly NoiseFloor[],
  rows: readonly { name: string; unit: MetricComparison['unit'] }[] | undefined,
  language: Language,
): string[] =>
  noise.map(({ benchmark, n, flips, delta, seen, widening }) => {
    const say = gateWords[language]
    const unit = rows?.find(({ name }) => name === benchmark)?.unit ?? 'rate'
    const share = (value: number): string => `${(value * 100).toFixed(1)}%`
    return say.noise({
      ...{ benchmark, n: `${n}` },
      flips: `${share(flips.value)} [${share(flips.ci95[0])}, ${share(flips.ci95[1])}]`,
      delta: differenceWithInterval(delta.value, delta.ci95, unit),
      seenFlips: seen === undefined ? undefined : share(seen.flips),
      seenDelta: seen === undefined ? undefined : difference(seen.delta, unit),
      widening: widening > 1.005 ? widening.toFixed(2) : undefined,
    })
  })

/** So many nights are shown. */
const SHOWN = 7

function nightLines(
  { baseline, nights, sequential, falseAlarm, falsePass, alpha }: Nights,
  language: Language,
): string[] {
  const say = gateWords[language]
  const percent = (share: number): string => `${(share * 100).toPrecision(2).replace(/\.0$/, '')}%`
  const names = [...new Set(nights.flatMap(night => night.benchmarks.map(({ name }) => name)))]
  const last = nights.slice(-SHOWN)
  return [
    say.nights({
      ...{ baseline, n: nights.length, alarm: percent(falseAlarm), pass: percent(falsePass) },
      ...{ alpha: alpha.toPrecision(2), sequential },
    }),
    ...(nights.length < 2
      ? []
      : names.map(name => {
          const deltas = last.map(night => night.benchmarks.find(row => row.name === name))
          return say.drift(
            name,
            deltas
              .map(row => (row === undefined ? '–' : difference(row.value, row.unit)))
              .join(punctuation[language].list),
          )
        })),
  ]
}

const nameOf = ({ benchmark, metric }: GateResult): string =>
  metric === undefined ? benchmark : `${benchmark} ${metric}`
