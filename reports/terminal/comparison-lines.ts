import { type BenchmarkComparison, type Comparison, type ComparisonInput, remarkText } from 'xeval'
import {
  adjustedColumn,
  adjustment,
  answerWords,
  cautionsIn,
  cutOffText,
  difference,
  differenceRange,
  differencesIn,
  endpointName,
  figure,
  isMuchCutOff,
  levelText,
  methodNames,
  missingIn,
  noteIn,
  oneLine,
  pValue,
  shortNotes,
  suiteSize,
  textTable,
  verdictName,
  type Words,
} from 'xeval/report'
import { analysisLines, bundledLine, causeTexts, warningLines } from './shared-lines.ts'

/** Two runs as a table, a line a benchmark, and what is to be known of them. */
export function comparisonLines({ comparison, analyses }: ComparisonInput, words: Words): string[] {
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
          ...[
            words.benchmark,
            'n',
            words.before,
            words.after,
            'Δ',
            '95% CI',
            adjustedColumn(comparison, words.language),
            '↑/↓',
          ],
          ...(isCut ? [answerWords[words.language].cutOff] : []),
          words.verdict,
        ],
        [
          ...benchmarks.map(benchmark => comparisonRow(benchmark, comparison, isCut, words)),
          ...suiteRows(comparison, isCut, words),
          ...comparison.notCompared.map(missing => [
            ...[missing.name, '0', ...Array<string>(6).fill('–')],
            ...(isCut ? [cutOffText(missing)] : []),
            words.notCompared,
          ]),
        ],
      ),
    benchmarks.length === 0 ? '' : `\n${testedLine(comparison, words)}`,
    ...shortNotes(comparison, words).map(oneLine),
    bundledLine(benchmarks, words),
    ...noteLines(benchmarks, words),
    ...analysisLines(analyses),
    ...failureLines(comparison, words),
    ...Array.from(cautionsIn(benchmarks, words), ([judge, caution]) => oneLine(`${judge}${words.colon}${caution}`)),
  ]
}

/** What this xeval has become since the runs. Other differences of comparable runs are for the longer reports. */
const told = ({ remarks = [] }: Comparison, words: Words): string =>
  remarks
    .filter(({ code }) => code === 'other-version')
    .map(remark => oneLine(remarkText(remark, words.language)))
    .join('\n')

const comparisonRow = (
  benchmark: BenchmarkComparison,
  comparison: Comparison,
  isCut: boolean,
  words: Words,
): string[] => {
  const { name, n, unit, before, after, delta, test, flips, verdict, neededN, neededRange, overturnable } = benchmark
  return [
    endpointName(name, comparison, words),
    String(n),
    figure(before.value, unit),
    figure(after.value, unit),
    difference(delta.value, unit),
    differenceRange(delta.ci95, unit),
    pValue(test.pAdjusted),
    `${flips.improved}/${flips.regressed}`,
    ...(isCut ? [cutOffText(benchmark)] : []),
    verdictName(benchmark, words.language) +
      (verdict === 'inconclusive' && neededN !== undefined
        ? words.open + words.needed(neededN, neededRange, n) + words.close
        : '') +
      (overturnable === true ? words.open + words.overturnable + words.close : ''),
  ]
}

function suiteRows(comparison: Comparison, isCut: boolean, words: Words): string[][] {
  const { suiteScore } = comparison
  if (suiteScore === undefined) return []
  const { macro, unit, test, overturnable } = suiteScore
  const { before, after, delta } = macro
  const n = String(suiteSize(comparison))
  const figures = [figure(before.value, unit), figure(after.value, unit), difference(delta.value, unit)]
  return [
    [
      endpointName(words.macroShort, comparison, words, 'mean'),
      n,
      ...figures,
      differenceRange(delta.ci95, unit),
      pValue(test.pAdjusted),
      '',
      ...(isCut ? [''] : []),
      verdictName(suiteScore, words.language) +
        (overturnable === true ? words.open + words.overturnable + words.close : ''),
    ],
  ]
}

/** Which figures stand in the table, and how they were tested. */
const testedLine = (comparison: Comparison, words: Words): string =>
  [
    [...new Set(comparison.benchmarks.map(({ metric }) => metric))].join(words.list),
    `p${words.colon}${testsOf(comparison.benchmarks, words)}`,
    words.decides(adjustment(comparison), levelText(comparison.alpha)),
    words.unadjusted + words.stop,
  ].join(words.semicolon)

const testsOf = (benchmarks: readonly BenchmarkComparison[], words: Words): string =>
  methodNames(
    benchmarks.map(({ test }) => test.name),
    words.language,
  ).join(words.list)

/** What has to be known of single figures; those of which nothing changed are named before. */
const noteLines = (benchmarks: readonly BenchmarkComparison[], words: Words): string[] =>
  benchmarks.flatMap(benchmark => {
    const note = benchmark.remark?.code === 'none-changed' ? undefined : noteIn(benchmark, words)
    return note === undefined ? [] : [oneLine(`${benchmark.name}${words.colon}${note}`)]
  })

/** What was left out, what it could make of the difference, and why; of what could not be compared only the failures. */
const failureLines = ({ benchmarks, notCompared }: Comparison, words: Words): string[] => [
  ...benchmarks.flatMap(benchmark => withCauses(benchmark, missingIn(benchmark, words), words)),
  ...notCompared.flatMap(benchmark => {
    const { errored, unscored } = benchmark
    const has = errored.before + errored.after + unscored.before + unscored.after > 0
    const counts = `${words.errored} ${errored.before} → ${errored.after}${words.separator}${words.unscored} ${unscored.before} → ${unscored.after}`
    return withCauses(benchmark, has ? counts : undefined, words)
  }),
  ...benchmarks.flatMap(({ name, partial }) =>
    partial === undefined ? [] : [words.partial(name, `${partial.before} → ${partial.after}`)],
  ),
]

/** The commonest cause stands in the line of what it left out. */
function withCauses(
  benchmark: Parameters<typeof causeTexts>[0] & { name: string },
  missing: string | undefined,
  words: Words,
): string[] {
  const [first, ...others] = causeTexts(benchmark, words)
  const line = [missing, first].filter(part => part !== undefined).join(words.semicolon)
  return [line, ...others].filter(text => text !== '').map(text => `${benchmark.name}${words.colon}${text}`)
}
