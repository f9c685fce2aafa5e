import type { RunInput } from 'xeval'
import {
  answerWords,
  cautionsIn,
  cutOffText,
  figure,
  isMuchCutOff,
  oneLine,
  textTable,
  type Words,
  withInterval,
} from 'xeval/report'
import { analysisLines, bundledLine, causeLines, warningLines } from './shared-lines.ts'

/** A run as a table, and what is to be known of it. */
export function runLines({ run, analyses }: RunInput, words: Words): string[] {
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
