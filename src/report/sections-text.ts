import { oneLine } from './one-line.ts'
import { textTable } from './text-table.ts'

/** A part of a short report: tables with notes under them. */
export interface Section {
  title: string
  /** Lines above the tables. */
  lead?: readonly string[]
  tables: readonly { header: readonly string[]; rows: readonly (readonly string[])[]; right?: readonly number[] }[]
  notes: readonly string[]
}

/** Sections for a terminal, or as Markdown; whatever others wrote in them steers neither. */
export const sectionsText = (sections: readonly Section[], format: 'terminal' | 'markdown'): string =>
  `${sections.map(section => (format === 'markdown' ? markdownOf(section) : terminalOf(section))).join('\n\n')}\n`

const terminalOf = ({ title, lead = [], tables, notes }: Section): string =>
  [
    oneLine(title),
    ...lead.map(oneLine),
    ...tables.map(({ header, rows, right = [] }) => textTable(header, rows, { right })),
    ...notes.map(oneLine),
  ].join('\n')

const markdownOf = ({ title, lead = [], tables, notes }: Section): string =>
  [
    `## ${plain(title)}`,
    ...lead.map(plain),
    ...tables.map(({ header, rows, right = [] }) =>
      textTable(
        header.map(plain),
        rows.map(row => row.map(plain)),
        { markdown: true, right },
      ),
    ),
    ...(notes.length > 0 ? [notes.map(note => `- ${plain(note)}`).join('\n')] : []),
  ].join('\n\n')

/** Text that Markdown shows as it is. */
const plain = (text: string): string => oneLine(text).replace(/[\\`*_[\]<>|#~$&]/g, '\\$&')
