import type { SeriesInput } from '../../core/report.ts'
import type { SeriesBenchmark } from '../../core/series.ts'
import { adjustedColumn, adjustment, levelText } from '../adjustment.ts'
import { cautionLines, whoAnswered } from '../caution-lines.ts'
import { endpointName, seriesNotes } from '../decision-notes.ts'
import { differenceWithInterval, pValue, withInterval } from '../figures.ts'
import { cautionsIn, differencesIn } from '../in-words.ts'
import { methodNames } from '../method-names.ts'
import type { Words } from '../words.ts'
import { type Block, fig, type Text } from './block.ts'
import { citations } from './citations.ts'
import { directions, verdictText } from './comparison.ts'
import { methods } from './methods.ts'
import { judgeAndDataSections, setup } from './provenance.ts'

/** The document of a series: a table a benchmark, one row a run, each against the first. */
export function seriesBlocks(input: SeriesInput, words: Words): Block[] {
  return [
    ...seriesSummary(input, words),
    ...input.series.benchmarks.flatMap(benchmark => benchmarkBlocks(benchmark, input, words)),
    ...seriesDetails(input, words),
  ]
}

/**
 * What must be read of a series: its runs, whether they may be compared, the figures of each.
 *
 * @example
 * seriesSummary(toyInputs.series, words.en)[0]?.kind // → 'title'
 */
export function seriesSummary({ series }: SeriesInput, words: Words): Block[] {
  const { runs, comparable } = series
  const differences = differencesIn(series, words)
  return [
    { kind: 'title', text: [series.suite, fig(`${words.colon}${words.series(runs.length)}`)] },
    { kind: 'warning', paragraphs: runs.some(({ demo }) => demo) ? [{ strong: words.demo }] : [] },
    { kind: 'warning', paragraphs: cautionLines(series, words) },
    {
      kind: 'list',
      items: runs.map((run, i) => [
        fig(`${i}${words.colon}`),
        { code: run.model },
        fig(' ('),
        { code: run.id },
        fig(')'),
      ]),
    },
    {
      kind: 'paragraph',
      text: differences.length === 0 ? '' : comparable ? words.differences : { strong: words.notComparable },
    },
    { kind: 'list', items: differences },
    {
      kind: 'table',
      header: [words.benchmark, words.metric, ...runs.map((_, i) => `${i}`), words.trend],
      rows: series.benchmarks.map(benchmark => [
        [
          endpointName(benchmark.name, series, words),
          fig(benchmark.bundled ? `${words.open}${words.bundled}${words.close}` : ''),
        ],
        [benchmark.metric, fig(benchmark.direction === 'higher-is-better' ? ' ↑' : ' ↓')],
        ...benchmark.points.map(point =>
          fig(point === null ? '–' : withInterval(point.value, point.ci95, benchmark.unit)),
        ),
        fig(sparkline(benchmark)),
      ]),
    },
    {
      kind: 'paragraph',
      text: [seriesNote(input(series), words), fig(words.space + directions(series.benchmarks, words))],
    },
    { kind: 'list', items: seriesNotes(series, words) },
  ]
}

/**
 * A benchmark of a series: each later run against the first.
 *
 * @example
 * const { series } = toyInputs.series
 * series.benchmarks.flatMap(row => benchmarkBlocks(row, toyInputs.series, words.en)).map(({ kind }) => kind) // → ['heading', 'table']
 */
export const benchmarkBlocks = (benchmark: SeriesBenchmark, { series }: SeriesInput, words: Words): Block[] => [
  { kind: 'heading', text: words.againstFirst(benchmark.name) },
  {
    kind: 'table',
    header: [words.run, 'n', 'Δ', 'p', adjustedColumn(series, words.language), words.verdict],
    rows: benchmark.changes.map((change, i) => {
      const run: Text = [fig(`${i + 1} `), { code: series.runs[i + 1]?.model ?? '' }]
      if (change === null) return [run, ...['0', '–', '–', '–'].map(fig), words.notCompared]
      const { n, delta, test, unit } = change
      return [
        run,
        fig(n),
        fig(differenceWithInterval(delta.value, delta.ci95, unit)),
        fig(pValue(test.p)),
        fig(pValue(test.pAdjusted)),
        fig(verdictText(change, words)),
      ]
    }),
  },
]

/**
 * What stands behind the tables of a series: judges, data, methods, citations.
 *
 * @example
 * seriesDetails(toyInputs.series, words.en).some(({ kind }) => kind === 'paragraph') // → true
 */
export function seriesDetails(input: SeriesInput, words: Words): Block[] {
  const cautions = cautionsIn(input.series.benchmarks, words)
  return [
    ...judgeAndDataSections(input.manifests, cautions, words),
    ...methods(input, words),
    ...citations(input.citations, words),
    ...setup(input.manifests, words),
    ...whoAnswered(input.series, words),
  ]
}

const input = (series: SeriesInput['series']) => ({
  alpha: series.alpha,
  how: adjustment(series),
  changes: series.benchmarks.flatMap(({ changes }) => changes.filter(change => change !== null)),
})

const seriesNote = ({ changes, alpha, how }: ReturnType<typeof input>, words: Words): string => {
  const list = (ids: string[]) => methodNames(ids, words.language).join(words.semicolon)
  return words.seriesNote(
    list(changes.map(({ test }) => test.name)),
    list(changes.map(({ delta }) => delta.method)),
    levelText(alpha),
    how,
  )
}

/** The points as block characters between the least and the greatest of them; a gap where there is none. */
export function sparkline({ points }: SeriesBenchmark): string {
  const values = points.flatMap(point => (point === null ? [] : [point.value]))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const level = (value: number) => (most === least ? 3 : Math.round(((value - least) / (most - least)) * 7))
  return points.map(point => (point === null ? ' ' : ('▁▂▃▄▅▆▇█'[level(point.value)] ?? ' '))).join('')
}
