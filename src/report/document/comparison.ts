import type { BenchmarkComparison, Comparison, MetricComparison } from '../../core/comparison.ts'
import type { ComparisonInput } from '../../core/report.ts'
import { adjustedColumn, adjustment, levelText } from '../adjustment.ts'
import { answerWords } from '../answer-words.ts'
import { cautionLines, whoAnswered } from '../caution-lines.ts'
import { cutOffText, isMuchCutOff } from '../cut-off.ts'
import { decisionNotes, endpointName } from '../decision-notes.ts'
import { difference, differenceWithInterval, figure, pValue, withInterval } from '../figures.ts'
import { cautionsIn, differencesIn, noteIn, reasonIn, suiteSize } from '../in-words.ts'
import { methodNames } from '../method-names.ts'
import { verdictName } from '../verdict-words.ts'
import type { Words } from '../words.ts'
import { analysisBlocks } from './analyses.ts'
import { type Block, fig, type Text } from './block.ts'
import { citations } from './citations.ts'
import { flipList } from './flip-list.ts'
import { methods } from './methods.ts'
import { arrow, notScored } from './not-scored.ts'
import { judgeAndDataSections, setup } from './provenance.ts'

/** The document, top down. */
export const comparisonBlocks = (input: ComparisonInput, words: Words): Block[] => [
  ...summaryBlocks(input, words),
  ...detailBlocks(input, words),
]

/**
 * What must be read: which runs, whether they may be compared, the table.
 *
 * @example
 * summaryBlocks(toyInputs.comparison, words.en)[0]?.kind // → 'title'
 */
export function summaryBlocks({ comparison }: ComparisonInput, words: Words): Block[] {
  const { before, after } = comparison
  return [
    { kind: 'title', text: [comparison.suite, fig(`${words.colon}${words.before} → ${words.after}`)] },
    { kind: 'warning', paragraphs: before.demo || after.demo ? [{ strong: words.demo }] : [] },
    { kind: 'warning', paragraphs: cautionLines(comparison, words) },
    {
      kind: 'list',
      items: [before, after].map((run, at) => [
        fig(`${at === 0 ? words.before : words.after}${words.colon}`),
        { code: run.model },
        fig(' ('),
        { code: run.id },
        fig(')'),
      ]),
    },
    ...differences(comparison, words),
    headline(comparison, words),
    note(comparison, words),
    { kind: 'list', items: [...decisionNotes(comparison, words), ...metricNotes(comparison, words)] },
  ]
}

/**
 * What stands behind the table; `flips` is what shows them.
 *
 * @example
 * detailBlocks(toyInputs.comparison, words.en).some(({ kind }) => kind === 'heading') // → true
 */
export function detailBlocks(input: ComparisonInput, words: Words, flips = flipList(input, words)): Block[] {
  const { comparison, manifests } = input
  const { benchmarks } = comparison
  const cautions = cautionsIn(benchmarks, words)
  const both = [manifests.before, manifests.after]
  return [
    ...otherMetrics(comparison, words),
    ...analysisBlocks(input.analyses),
    ...benchmarks.flatMap(benchmark => breakdowns(benchmark, words)),
    ...notScored(comparison, words),
    ...judgeAndDataSections(both, cautions, words),
    ...flips,
    ...methods(input, words),
    ...citations(input.citations, words),
    ...setup(both, words),
    ...whoAnswered(comparison, words),
  ]
}

function differences(comparison: Comparison, words: Words): Block[] {
  const { comparable } = comparison
  const differences = differencesIn(comparison, words)
  if (comparable && differences.length === 0) return []
  return [
    { kind: 'paragraph', text: comparable ? words.differences : { strong: words.notComparable } },
    { kind: 'list', items: differences },
  ]
}

const headline = (comparison: Comparison, words: Words): Block => ({
  kind: 'table',
  header: [
    words.benchmark,
    ...metricHeader(comparison, words),
    words.flips,
    fig(`${words.errored} ${words.before} → ${words.after}`),
    fig(`${words.unscored} ${words.before} → ${words.after}`),
    ...(isCut(comparison) ? [answerWords[words.language].cutOff] : []),
    words.verdict,
  ],
  rows: [
    ...comparison.benchmarks.map(benchmark => [
      endpointName(benchmark.name, comparison, words),
      ...metricCells(benchmark, words, benchmark.bundled),
      fig(`${benchmark.flips.improved}/${benchmark.flips.regressed}`),
      arrow(benchmark.errored),
      arrow(benchmark.unscored),
      ...(isCut(comparison) ? [fig(cutOffText(benchmark))] : []),
      fig(verdictText(benchmark, words)),
    ]),
    ...suiteRows(comparison, words),
    ...comparison.notCompared.map(missing => [
      missing.name,
      ...['–', '0', '–', '–', '–', '–', '–', '–'].map(fig),
      arrow(missing.errored),
      arrow(missing.unscored),
      ...(isCut(comparison) ? [fig(cutOffText(missing))] : []),
      reasonIn(missing, words),
    ]),
  ],
})

function suiteRows(comparison: Comparison, words: Words): Text[][] {
  const { suite, suiteScore } = comparison
  if (suiteScore === undefined) return []
  const { metric, unit, macro, pooled, test } = suiteScore
  const n = suiteSize(comparison)
  const row = (name: string, { before, after, delta }: typeof macro, ps: string[], last: string): Text[] => [
    { strong: name },
    metric,
    fig(n),
    fig(withInterval(before.value, before.ci95, unit)),
    fig(withInterval(after.value, after.ci95, unit)),
    fig(differenceWithInterval(delta.value, delta.ci95, unit)),
    ...ps.map(fig),
    ...['', '', ''],
    ...(isCut(comparison) ? [''] : []),
    fig(last),
  ]
  return [
    row(
      endpointName(words.macro(suite), comparison, words, 'mean'),
      macro,
      [pValue(test.p), pValue(test.pAdjusted)],
      verdictText(suiteScore, words),
    ),
    row(words.pooled(suite), pooled, ['', ''], ''),
  ]
}

const isCut = ({ benchmarks, notCompared }: Comparison): boolean => isMuchCutOff([...benchmarks, ...notCompared])

const metricHeader = (comparison: Comparison, words: Words): Text[] => [
  words.metric,
  'n',
  words.before,
  words.after,
  'Δ',
  'p',
  adjustedColumn(comparison, words.language),
]

function metricCells(metric: MetricComparison, words: Words, bundled: boolean): Text[] {
  const { unit, before, after, delta, test } = metric
  return [
    [metric.metric, fig(metric.direction === 'higher-is-better' ? ' ↑' : ' ↓')],
    fig(bundled ? `n=${metric.n} ${words.bundled}` : metric.n),
    fig(withInterval(before.value, before.ci95, unit)),
    fig(withInterval(after.value, after.ci95, unit)),
    fig(differenceWithInterval(delta.value, delta.ci95, unit)),
    fig(pValue(test.p)),
    fig(pValue(test.pAdjusted)),
  ]
}

/**
 * `inconclusive (150 to 9,200 pairs needed, margin 2.0 pp)`.
 *
 * @example
 * const [row] = toyInputs.comparison.comparison.benchmarks
 * row && verdictText({ ...row, margin: 0.02 }, words.en) // → 'regressed (margin 2.0 pp)'
 */
export function verdictText(
  {
    verdict,
    neededN,
    neededRange,
    margin,
    unit,
    overturnable,
    ...rest
  }: Pick<
    MetricComparison,
    'verdict' | 'neededN' | 'neededRange' | 'margin' | 'unit' | 'overturnable' | 'withinMargin'
  > & { n?: number },
  words: Words,
): string {
  const detail = [
    overturnable === true ? words.overturnable : '',
    verdict === 'inconclusive' && neededN !== undefined ? words.needed(neededN, neededRange, rest.n) : '',
    margin === undefined ? '' : words.margin(difference(margin, unit).replace('+', '')),
  ].filter(part => part !== '')
  const name = verdictName({ verdict, ...rest }, words.language)
  return detail.length === 0 ? name : `${name}${words.open}${detail.join(words.separator)}${words.close}`
}

function note(comparison: Comparison, words: Words): Block {
  const { benchmarks, alpha } = comparison
  const metrics = benchmarks.flatMap(benchmark => [benchmark, ...benchmark.others])
  if (metrics.length === 0) return { kind: 'paragraph', text: '' }
  const list = (ids: string[]) => methodNames(ids, words.language).join(words.semicolon)
  const text = words.compareNote(
    list(metrics.map(({ test }) => test.name)),
    list(metrics.map(({ delta }) => delta.method)),
    levelText(alpha),
    adjustment(comparison),
  )
  return { kind: 'paragraph', text: [text, fig(words.space + directions(metrics, words))] }
}

/** What the engine says of single figures. */
const metricNotes = ({ benchmarks }: Comparison, words: Words): Text[] =>
  benchmarks.flatMap(benchmark =>
    [benchmark, ...benchmark.others].flatMap(metric => {
      const note = noteIn(metric, words)
      return note === undefined ? [] : [[{ strong: `${benchmark.name} ${metric.metric}` }, fig(words.colon), note]]
    }),
  )

/** `↑ higher is better, ↓ lower is better`, as far as they occur. */
export const directions = (metrics: readonly Pick<MetricComparison, 'direction'>[], words: Words): string =>
  [...new Set(metrics.map(({ direction }) => (direction === 'higher-is-better' ? words.higher : words.lower)))].join(
    words.separator,
  )

function otherMetrics(comparison: Comparison, words: Words): Block[] {
  const rows = comparison.benchmarks.flatMap(({ name, others, bundled }) =>
    others.map(metric => [name, ...metricCells(metric, words, bundled), fig(verdictText(metric, words))]),
  )
  if (rows.length === 0) return []
  return [
    { kind: 'heading', text: words.others },
    { kind: 'table', header: [words.benchmark, ...metricHeader(comparison, words), words.verdict], rows },
  ]
}

const breakdowns = ({ name, groups, unit }: BenchmarkComparison, words: Words): Block[] =>
  Object.entries(groups).flatMap(([key, values]): Block[] => [
    { kind: 'heading', text: words.breakdown(name, key) },
    {
      kind: 'table',
      header: [key, 'n', words.before, words.after, 'Δ', words.flips],
      rows: Object.entries(values).map(([value, group]) => [
        value,
        fig(group.n),
        fig(figure(group.before, unit)),
        fig(figure(group.after, unit)),
        fig(difference(group.delta, unit)),
        fig(`${group.improved}/${group.regressed}`),
      ]),
    },
    { kind: 'paragraph', text: words.breakdownNote },
  ])
