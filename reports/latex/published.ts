import type { ComparedColumn, PublishedInput } from 'xeval'
import {
  columnSentences,
  deltaOf,
  type PublishedWords,
  publishedWords,
  rangeOf,
  sizeOf,
  summaryOf,
  type Words,
} from 'xeval/report'
import type { ArmRow, ArmsTable } from './arms-table.ts'
import { type Engine, tex } from './escape.ts'

/** The published table again, with what may be claimed of each column. */
export function publishedTable({ published }: PublishedInput, words: Words, engine: Engine): ArmsTable {
  const say = publishedWords[words.language]
  const { columns, before, after, title, alpha } = published
  const row = (label: string, text: (column: ComparedColumn) => string) => ({
    label,
    cells: columns.map(column => ({ text: tex(text(column), engine) })),
  })
  const arm = (label: string, side: 'before' | 'after') => ({
    label: tex(label, engine),
    cells: columns.map(column => ({
      text: tex(column[side], engine),
      bold: column.verdict === 'stands' && (column.delta ?? 0) > 0 === (side === 'after'),
    })),
  })
  return {
    caption: tex(title, engine),
    columns: columns.map(({ domain = '', name }) => ({ domain: tex(domain, engine), name: tex(name, engine) })),
    rows: [
      arm(before, 'before'),
      arm(after, 'after'),
      { ...row('$\\Delta$', deltaOf), ruled: true },
      row('$n$', ({ n }) => (n === null ? '?' : sizeOf(n, say))),
      row(tex(say.unpaired, engine), ({ check }) => rangeOf(check?.unpaired?.p)),
      pairedRow(columns, say, engine),
      row(tex(say.standing, engine), ({ verdict }) => say.short[verdict]),
    ],
    notes: [
      `\\textbf{${tex(summaryOf(published, say), engine)}}`,
      tex(say.note(`${alpha}`), engine),
      tex(say.signs, engine),
    ],
  }
}

/** The ends of the range below each other, so that columns stay narrow. */
const pairedRow = (columns: readonly ComparedColumn[], say: PublishedWords, engine: Engine): ArmRow => ({
  label: tex(say.paired, engine),
  cells: columns.map(({ check }) => {
    const [least, most = least] = rangeOf(check?.paired?.p).split(' – ')
    return { text: tex(least ?? '', engine), ...(most !== least && { detail: tex(`– ${most}`, engine) }) }
  }),
})

/** Why each column got its verdict, as a list. */
export function publishedList({ published }: PublishedInput, words: Words, engine: Engine): string[] {
  const say = publishedWords[words.language]
  return [
    `\\section*{${tex(say.columns, engine)}}`,
    '\\begin{description}',
    ...published.columns.map(
      column =>
        `\\item[{${tex(column.name, engine)}}] ${tex(columnSentences(column, published.alpha, say).join(words.space), engine)}`,
    ),
    '\\end{description}',
  ]
}
