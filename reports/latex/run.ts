import type { RunInput } from 'xeval'
import { methodNames } from '../method-names.ts'
import type { Words } from '../words.ts'
import type { ArmsTable } from './arms-table.ts'
import { heading, interval, size, value } from './cells.ts'
import { type Engine, tex } from './escape.ts'
import { provenanceNotes } from './notes.ts'
import { latexWords } from './words.ts'

/** One model, a column a benchmark. */
export function runTable({ run, manifest, title }: RunInput, words: Words, engine: Engine): ArmsTable {
  const say = latexWords[words.language]
  const columns = run.benchmarks.flatMap(({ name, dataset, metrics }) => {
    const [metric] = metrics
    return metric === undefined ? [] : [{ name, bundled: dataset.bundled, metric }]
  })
  const used = methodNames(
    columns.map(({ metric }) => metric.method),
    words.language,
  )
  return {
    caption: tex(say.captionRun(title, manifest.model.name), engine),
    columns: columns.map(({ name, metric }) => ({
      domain: tex(title, engine),
      name: heading(name, metric.direction, engine),
    })),
    rows: [
      {
        label: tex(manifest.model.name, engine),
        cells: columns.map(({ metric: { n, unit, ci95, value: figure } }) =>
          n === 0 ? { text: '--' } : { text: value(figure, unit), detail: interval(figure, ci95, unit) },
        ),
      },
      { label: '$n$', cells: columns.map(({ metric, bundled }) => ({ text: size(metric.n, bundled) })) },
    ],
    notes: [
      run.run.demo ? `\\textbf{${tex(words.demo, engine)}}` : '',
      tex(`${say.units} ${say.runNote(used.join(words.semicolon))}`, engine),
      ...provenanceNotes([manifest], words, engine),
    ],
  }
}
