import type { RunInput } from 'xeval'
import { methodNames, type Words, warningsIn } from 'xeval/report'
import type { ArmsTable } from './arms-table.ts'
import { heading, interval, size, value } from './cells.ts'
import { type Engine, tex } from './escape.ts'
import { provenanceNotes } from './notes.ts'
import { latexWords } from './words.ts'

/** One model, a column a benchmark. */
export function runTable({ run, manifest, title }: RunInput, words: Words, engine: Engine): ArmsTable {
  const say = latexWords[words.language]
  const columns = run.benchmarks.map(({ name, dataset, metrics: [metric] }) => ({
    name,
    bundled: dataset.bundled,
    metric,
  }))
  const used = methodNames(
    columns.flatMap(({ metric }) => metric?.method ?? []),
    words.language,
  )
  return {
    caption: tex(say.captionRun(title, manifest.model.name), engine),
    columns: columns.map(({ name, metric }) => ({
      domain: tex(title, engine),
      name: metric === undefined ? tex(name, engine) : heading(name, metric.direction, engine),
    })),
    rows: [
      {
        label: tex(manifest.model.name, engine),
        cells: columns.map(({ metric }) => {
          if (metric === undefined || metric.n === 0) return { text: '--' }
          const { unit, ci95, value: figure } = metric
          return { text: value(figure, unit), detail: interval(figure, ci95, unit) }
        }),
      },
      { label: '$n$', cells: columns.map(({ metric, bundled }) => ({ text: size(metric?.n ?? 0, bundled) })) },
    ],
    notes: [
      run.run.demo ? `\\textbf{${tex(words.demo, engine)}}` : '',
      ...warningsIn(run, words).map(text => tex(text, engine)),
      tex(
        used.length > 0 ? `${say.units}${words.space}${say.runNote(used.join(words.semicolon))}` : words.nothingScored,
        engine,
      ),
      ...provenanceNotes([manifest], words, engine),
    ],
  }
}
