/** The table that a command prints: aligned text, one line a benchmark, and no more than a screen needs. */
import {
  type Analysis,
  type BenchmarkComparison,
  type Comparison,
  type ComparisonInput,
  defineReport,
  type ReportInput,
  type RunInput,
  remarkText,
} from 'xeval'
import {
  adjustment,
  answerWords,
  benchmarkBlocks,
  causesOf,
  causeText,
  cautionsIn,
  cutOffText,
  difference,
  differenceRange,
  differencesIn,
  figure,
  isMuchCutOff,
  methodNames,
  missingIn,
  oneLine,
  publishedBlocks,
  pValue,
  seriesSummary,
  shorten,
  suiteSize,
  textTable,
  type Words,
  warningsIn,
  withInterval,
  words,
} from 'xeval/report'
import { writeTerminal } from './write.ts'

export default defineReport({
  name: 'terminal',
  version: 1,
  description: 'The short table that commands print',
  extension: '.txt',
  render(input, { language }) {
    const lines = linesOf(input, words[language])
    return `${lines.filter(line => line !== '').join('\n')}\n`
  },
})

function linesOf(input: ReportInput, words: Words): string[] {
  switch (input.kind) {
    case 'run':
      return runLines(input, words)
    case 'comparison':
      return comparisonLines(input, words)
    case 'series':
      return writeTerminal([
        ...seriesSummary(input, words),
        ...input.series.benchmarks.flatMap(benchmark => benchmarkBlocks(benchmark, input, words)),
      ])
    case 'published':
      return writeTerminal(publishedBlocks(input, words).slice(0, 5))
  }
}

function comparisonLines({ comparison, analyses }: ComparisonInput, words: Words): string[] {
  const { before, after, benchmarks, comparable } = comparison
  const isCut = isMuchCutOff([...benchmarks, ...comparison.notCompared])
  return [
    before.demo || after.demo ? words.demo : '',
    comparable
      ? told(comparison, words)
      : [words.notComparable, ...differencesIn(comparison, words).map(text => `  ${oneLine(text)}`)].join('\n'),
    oneLine(`${comparison.suite}${words.colon}${before.model} → ${after.model}`),
    ...warningLines(comparison, words),
    '\n' +
      textTable(
        [
          ...[words.benchmark, 'n', words.before, words.after, 'Δ', '95% CI', `p (${adjustment(comparison)})`, '↑/↓'],
          ...(isCut ? [answerWords[words.language].cutOff] : []),
          words.verdict,
        ],
        [
          ...benchmarks.map(benchmark => comparisonRow(benchmark, isCut, words)),
          ...suiteRows(comparison, isCut, words),
          ...comparison.notCompared.map(missing => [
            ...[missing.name, '0', ...Array<string>(6).fill('–')],
            ...(isCut ? [cutOffText(missing)] : []),
            words.notCompared,
          ]),
        ],
      ),
    '\n' +
      [...new Set(benchmarks.map(({ metric }) => metric))].join(words.separator) +
      `${words.semicolon}p${words.colon}${testsOf(benchmarks, words)}${words.semicolon}${words.decides(adjustment(comparison), `${comparison.alpha}`)}${words.semicolon}${words.unadjusted}${words.stop}`,
    bundledLine(benchmarks, words),
    ...analysisLines(analyses),
    ...failureLines(comparison, words),
    ...causeLines([...benchmarks, ...comparison.notCompared], words),
    ...Array.from(cautionsIn(benchmarks, words), ([judge, caution]) => oneLine(`${judge}${words.colon}${caution}`)),
  ]
}

/** What this xeval has become since the runs. Other differences of comparable runs are for the longer reports. */
const told = ({ remarks = [] }: Comparison, words: Words): string =>
  remarks
    .filter(({ code }) => code === 'other-version')
    .map(remark => oneLine(remarkText(remark, words.language)))
    .join('\n')

const warningLines = (result: Parameters<typeof warningsIn>[0], words: Words): string[] =>
  warningsIn(result, words).map(text => oneLine(`${words.caution}${words.colon}${text}`))

const comparisonRow = (benchmark: BenchmarkComparison, isCut: boolean, words: Words): string[] => {
  const { name, n, unit, before, after, delta, test, flips, verdict, neededN, overturnable } = benchmark
  return [
    name,
    String(n),
    figure(before.value, unit),
    figure(after.value, unit),
    difference(delta.value, unit),
    differenceRange(delta.ci95, unit),
    pValue(test.pAdjusted),
    `${flips.improved}/${flips.regressed}`,
    ...(isCut ? [cutOffText(benchmark)] : []),
    words.verdicts[verdict] +
      (verdict === 'inconclusive' && neededN !== undefined ? ` (n≈${neededN})` : '') +
      (overturnable === true ? ` (${words.overturnable})` : ''),
  ]
}

function suiteRows(comparison: Comparison, isCut: boolean, words: Words): string[][] {
  const { suiteScore } = comparison
  if (suiteScore === undefined) return []
  const { macro, unit, verdict, test } = suiteScore
  const { before, after, delta } = macro
  const n = String(suiteSize(comparison))
  const figures = [figure(before.value, unit), figure(after.value, unit), difference(delta.value, unit)]
  return [
    [
      words.macroShort,
      n,
      ...figures,
      differenceRange(delta.ci95, unit),
      pValue(test.pAdjusted),
      '',
      ...(isCut ? [''] : []),
      words.verdicts[verdict],
    ],
  ]
}

const analysisLines = (analyses: readonly Analysis[]): string[] =>
  analyses.flatMap(({ title, notes, tables }) => {
    // What has but a figure is in the report.
    if (notes.length + tables.length === 0) return []
    return [
      `\n${oneLine(title)}`,
      ...tables.map(({ header, rows }) =>
        textTable(
          header.map(oneLine),
          rows.map(row => row.map(oneLine)),
        ),
      ),
      ...notes.map(oneLine),
    ]
  })

/** Under the table, so that it fits a terminal's width. */
function bundledLine(benchmarks: readonly { name: string; bundled: boolean }[], words: Words): string {
  const names = benchmarks.filter(({ bundled }) => bundled).map(({ name }) => name)
  return names.length === 0 ? '' : `${words.bundled}${words.colon}${names.join(words.separator)}`
}

const testsOf = (benchmarks: readonly BenchmarkComparison[], words: Words): string =>
  methodNames(
    benchmarks.map(({ test }) => test.name),
    words.language,
  ).join(words.separator)

/** What was left out, and what it could make of the difference; of what could not be compared only the failures. */
const failureLines = ({ benchmarks, notCompared }: Comparison, words: Words): string[] => [
  ...benchmarks.flatMap(benchmark => {
    const missing = missingIn(benchmark, words)
    return missing === undefined ? [] : [`${benchmark.name}${words.colon}${missing}`]
  }),
  ...notCompared
    .filter(({ errored, unscored }) => errored.before + errored.after + unscored.before + unscored.after > 0)
    .map(
      ({ name, errored, unscored }) =>
        `${name}${words.colon}${words.errored} ${errored.before} → ${errored.after}${words.separator}${words.unscored} ${unscored.before} → ${unscored.after}`,
    ),
  ...benchmarks.flatMap(({ name, partial }) =>
    partial === undefined ? [] : [words.partial(name, `${partial.before} → ${partial.after}`)],
  ),
]

/** Why samples are errored or unscored: the commonest causes, with one message each. */
const causeLines = (benchmarks: readonly Parameters<typeof causesOf>[0][], words: Words): string[] =>
  benchmarks.flatMap(benchmark =>
    causesOf(benchmark)
      .slice(0, CAUSES)
      .map(({ cause, count }) =>
        oneLine(
          `${benchmark.name}${words.colon}${cause.code} ${count}${words.colon}${shorten(causeText(cause, words), 300)}`,
        ),
      ),
  )

/** A benchmark's; all of them are in the report. */
const CAUSES = 3

function runLines({ run, analyses }: RunInput, words: Words): string[] {
  const isCut = isMuchCutOff(run.benchmarks)
  return [
    run.run.demo ? words.demo : '',
    oneLine(`${run.suite}${words.colon}${run.model}`),
    ...warningLines(run, words),
    '\n' +
      textTable(
        [
          ...[words.benchmark, words.metric, 'n', words.value, words.errored, words.unscored],
          ...(isCut ? [answerWords[words.language].cutOff] : []),
        ],
        run.benchmarks.flatMap(benchmark => {
          const { name, metrics, errored, unscored } = benchmark
          const cut = isCut ? [cutOffText(benchmark)] : []
          if (metrics.length === 0) return [[name, '–', '0', '–', String(errored), String(unscored), ...cut]]
          return metrics.map(({ name: metric, n, value, ci95, unit }, i) => [
            i === 0 ? name : '',
            metric,
            String(n),
            withInterval(value, ci95, unit),
            i === 0 ? String(errored) : '',
            i === 0 ? String(unscored) : '',
            ...(i === 0 ? cut : []),
          ])
        }),
      ),
    bundledLine(
      run.benchmarks.map(({ name, dataset: { bundled } }) => ({ name, bundled })),
      words,
    ),
    ...causeLines(run.benchmarks, words),
    ...run.benchmarks.flatMap(({ name, metrics: [headline] }) =>
      headline?.bounds === undefined
        ? []
        : [
            `${name}${words.colon}${words.bounds} ${headline.bounds.map(bound => figure(bound, headline.unit)).join(' – ')}`,
          ],
    ),
    ...run.benchmarks.flatMap(({ name, partial }) =>
      partial === undefined ? [] : [words.partial(name, `${partial}`)],
    ),
    ...analysisLines(analyses),
    ...Array.from(
      cautionsIn(run.benchmarks, words),
      ([judge, caution]) => `\n${oneLine(`${judge}${words.colon}${caution}`)}`,
    ),
  ]
}
