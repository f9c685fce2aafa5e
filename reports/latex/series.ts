import type { SeriesBenchmark, SeriesInput } from 'xeval'
import { adjustment, differencesIn, endpointName, methodNames, seriesNotes, type Words, warningsIn } from 'xeval/report'
import type { ArmRow, ArmsTable } from './arms-table.ts'
import { change, changeRange, heading, interval, value } from './cells.ts'
import { type Engine, tex } from './escape.ts'
import { provenanceNotes } from './notes.ts'
import { latexWords } from './words.ts'

/** One row a run, and below each later one its difference from the first. */
export function seriesTable({ series, manifests, title }: SeriesInput, words: Words, engine: Engine): ArmsTable {
  const say = latexWords[words.language]
  const { benchmarks, runs, comparable } = series
  const differences = differencesIn(series, words)
  const names = (ids: readonly string[]) => methodNames(ids, words.language).join(words.semicolon)
  const changes = benchmarks.flatMap(({ changes }) => changes.filter(change => change !== null))
  const label = (i: number): string => tex(`${i} ${manifests[i]?.model.name ?? ''}`, engine)
  const differs =
    differences.length > 0
      ? [comparable ? words.differences : words.notComparable, ...differences].join(words.space)
      : ''
  return {
    caption: tex(say.captionSeries(title, manifests[0]?.model.name ?? ''), engine),
    columns: benchmarks.map(({ name, bundled, direction }) => ({
      domain: tex(title, engine),
      name: heading(endpointName(name, series, words), direction, engine) + (bundled ? '$^{\\dagger}$' : ''),
    })),
    rows: runs.flatMap((_, i): ArmRow[] => {
      const figures: ArmRow = {
        label: label(i),
        ruled: i > 0,
        cells: benchmarks.map(benchmark => pointCell(benchmark, i)),
      }
      return i === 0
        ? [figures]
        : [figures, { label: '\\quad$\\Delta$', cells: benchmarks.map(({ changes }) => changeCell(changes[i - 1])) }]
    }),
    notes: [
      runs.some(({ demo }) => demo) ? `\\textbf{${tex(words.demo, engine)}}` : '',
      ...warningsIn(series, words).map(text => tex(text, engine)),
      tex(
        [
          say.units,
          say.seriesNote(names(changes.map(({ delta }) => delta.method))),
          say.bold,
          say.marks(names(changes.map(({ test }) => test.name)), adjustment(series)),
        ].join(words.space),
        engine,
      ),
      ...seriesNotes(series, words).map(text => tex(text, engine)),
      tex(differs, engine),
      ...provenanceNotes(manifests, words, engine),
    ],
  }
}

/** A later run is bold where it improved; the first where every later one regressed. */
function pointCell({ points, changes, unit }: SeriesBenchmark, i: number): ArmRow['cells'][number] {
  const point = points[i]
  if (point === null || point === undefined) return { text: '--' }
  const bold =
    i === 0 ? changes.every(change => change?.verdict === 'regressed') : changes[i - 1]?.verdict === 'improved'
  return { text: value(point.value, unit), detail: interval(point.value, point.ci95, unit), bold }
}

const changeCell = (metric: SeriesBenchmark['changes'][number] | undefined): ArmRow['cells'][number] =>
  metric === null || metric === undefined ? { text: '--' } : { text: change(metric), detail: changeRange(metric) }
