import type { BenchmarkComparison, Comparison, ComparisonInput, MetricComparison } from 'xeval'
import { difference, differenceRange, differenceWithInterval, figure, pValue, withInterval } from '../figures.ts'
import { methodNames } from '../method-names.ts'
import type { Words } from '../words.ts'
import { analysisSections } from './analyses.ts'
import { flipList } from './flips.ts'
import { code, plainText } from './plain-text.ts'
import { judgeAndDataSections, setup } from './provenance.ts'
import { table } from './table.ts'

/** The parts of the document, top down; an empty one is left out. */
export function comparisonReport({ comparison, manifests, flips, analyses }: ComparisonInput, words: Words): string[] {
  const { before, after, benchmarks } = comparison
  const cautions = new Map(
    benchmarks.flatMap(({ judge, caution }) => (caution === undefined ? [] : [[judge, caution]])),
  )
  return [
    `# ${plainText(comparison.suite)}${words.colon}${words.before} → ${words.after}`,
    before.demo || after.demo ? `> **${words.demo}**` : '',
    [before, after]
      .map((run, at) => `- ${at === 0 ? words.before : words.after}${words.colon}${code(run.model)} (${code(run.id)})`)
      .join('\n'),
    differences(comparison, words),
    headline(comparison, words),
    note(comparison, words),
    otherMetrics(benchmarks, words),
    ...analysisSections(analyses),
    ...benchmarks.flatMap(benchmark => breakdowns(benchmark, words)),
    ...notScored(benchmarks, words),
    ...judgeAndDataSections([manifests.before, manifests.after], cautions, words),
    ...flipList(flips, words),
    ...setup([manifests.before, manifests.after], words),
  ]
}

function differences({ comparable, differences }: Comparison, words: Words): string {
  if (comparable && differences.length === 0) return ''
  const list = differences.map(difference => `- ${plainText(difference)}`)
  return [comparable ? words.differences : `**${words.notComparable}**`, '', ...list].join('\n')
}

const headline = (comparison: Comparison, words: Words): string =>
  table(
    [
      words.benchmark,
      ...metricHeader(words),
      words.flips,
      `${words.errored} ${words.before} → ${words.after}`,
      `${words.unscored} ${words.before} → ${words.after}`,
      words.verdict,
    ],
    [
      ...comparison.benchmarks.map(benchmark => [
        plainText(benchmark.name),
        ...metricCells(benchmark, words, benchmark.bundled),
        `${benchmark.flips.improved}/${benchmark.flips.regressed}`,
        arrow(benchmark.errored),
        arrow(benchmark.unscored),
        verdict(benchmark, words),
      ]),
      ...suiteRows(comparison, words),
      ...comparison.notCompared.map(({ name, errored, unscored }) => [
        plainText(name),
        ...['–', '0', '–', '–', '–', '–', '–', '–'],
        arrow(errored),
        arrow(unscored),
        words.notCompared,
      ]),
    ],
  )

function suiteRows({ suite, suiteScore, benchmarks }: Comparison, words: Words): string[][] {
  if (suiteScore === undefined) return []
  const { metric, unit, verdict, test } = suiteScore
  const n = `${benchmarks.reduce((sum, benchmark) => sum + benchmark.n, 0)}`
  const row = (
    name: string,
    { before, after, delta }: typeof suiteScore.macro,
    ps: string[],
    last: string,
  ): string[] => [
    `**${plainText(name)}**`,
    plainText(metric),
    n,
    withInterval(before.value, before.ci95, unit),
    withInterval(after.value, after.ci95, unit),
    differenceWithInterval(delta.value, delta.ci95, unit),
    ...ps,
    ...['', '', ''],
    last,
  ]
  return [
    row(words.macro(suite), suiteScore.macro, [pValue(test.p), pValue(test.pAdjusted)], words.verdicts[verdict]),
    row(words.pooled(suite), suiteScore.pooled, ['', ''], ''),
  ]
}

const metricHeader = (words: Words): string[] => [words.metric, 'n', words.before, words.after, 'Δ', 'p', 'p (Holm)']

function metricCells(metric: MetricComparison, words: Words, bundled: boolean): string[] {
  const { unit, before, after, delta, test } = metric
  const n = bundled ? `n=${metric.n} ${words.bundled}` : `${metric.n}`
  const name = `${plainText(metric.metric)} ${metric.direction === 'higher-is-better' ? '↑' : '↓'}`
  return [
    name,
    n,
    withInterval(before.value, before.ci95, unit),
    withInterval(after.value, after.ci95, unit),
    differenceWithInterval(delta.value, delta.ci95, unit),
    pValue(test.p),
    pValue(test.pAdjusted),
  ]
}

function verdict({ verdict, neededN, margin, unit }: MetricComparison, words: Words): string {
  const detail = [
    verdict === 'inconclusive' && neededN !== undefined ? words.needed(neededN) : '',
    margin === undefined ? '' : words.margin(difference(margin, unit).replace('+', '')),
  ].filter(part => part !== '')
  return detail.length === 0 ? words.verdicts[verdict] : `${words.verdicts[verdict]} (${detail.join(words.separator)})`
}

function note({ benchmarks, alpha }: Comparison, words: Words): string {
  const metrics = benchmarks.flatMap(benchmark => [benchmark, ...benchmark.others])
  const list = (ids: string[]) => plainText(methodNames(ids, words.language).join(words.semicolon))
  const text = words.compareNote(
    list(metrics.map(({ test }) => test.name)),
    list(metrics.map(({ delta }) => delta.method)),
    `${alpha}`,
  )
  return `${text} ${directions(metrics, words)}`
}

const directions = (metrics: readonly MetricComparison[], words: Words): string =>
  [...new Set(metrics.map(({ direction }) => (direction === 'higher-is-better' ? words.higher : words.lower)))].join(
    words.separator,
  )

function otherMetrics(benchmarks: readonly BenchmarkComparison[], words: Words): string {
  const rows = benchmarks.flatMap(({ name, others, bundled }) =>
    others.map(metric => [plainText(name), ...metricCells(metric, words, bundled), verdict(metric, words)]),
  )
  if (rows.length === 0) return ''
  return `## ${words.others}\n\n${table([words.benchmark, ...metricHeader(words), words.verdict], rows)}`
}

const breakdowns = ({ name, groups, unit }: BenchmarkComparison, words: Words): string[] =>
  Object.entries(groups).flatMap(([key, values]) => [
    `## ${plainText(words.breakdown(name, key))}`,
    table(
      [key, 'n', words.before, words.after, 'Δ', words.flips].map(plainText),
      Object.entries(values).map(([value, group]) => [
        plainText(value),
        `${group.n}`,
        figure(group.before, unit),
        figure(group.after, unit),
        difference(group.delta, unit),
        `${group.improved}/${group.regressed}`,
      ]),
    ),
    words.breakdownNote,
  ])

function notScored(benchmarks: readonly BenchmarkComparison[], words: Words): string[] {
  const rows = benchmarks
    .filter(({ errored, unscored, unpaired }) =>
      [errored, unscored, unpaired].some(both => both.before + both.after > 0),
    )
    .map(({ name, errored, unscored, unpaired, bounds, unit }) => [
      plainText(name),
      arrow(errored),
      arrow(unscored),
      arrow(unpaired),
      bounds === undefined ? '–' : `${differenceRange(bounds, unit)}${unit === 'rate' ? ' pp' : ''}`,
    ])
  const partial = benchmarks.flatMap(({ name, partial }) =>
    partial === undefined ? [] : [plainText(words.partial(name, arrow(partial)))],
  )
  if (rows.length === 0) return [`## ${words.notScored}`, words.allScored, ...partial]
  const header = [words.benchmark, words.errored, words.unscored, words.unpaired, `Δ ${words.bounds}`]
  return [`## ${words.notScored}`, table(header, rows), words.notScoredNote, ...partial]
}

const arrow = ({ before, after }: { before: number; after: number }): string => `${before} → ${after}`
