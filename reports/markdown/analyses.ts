import type { Analysis } from 'xeval'
import { plainText } from './plain-text.ts'
import { table } from './table.ts'

/** The suite's own sections. A figure is fenced by more backticks than it holds. */
export const analysisSections = (analyses: readonly Analysis[]): string[] =>
  analyses.flatMap(({ title, notes, tables, figure, files = [] }) => [
    `## ${plainText(title)}`,
    ...notes.map(plainText),
    ...tables.map(({ header, rows }) =>
      table(
        header.map(plainText),
        rows.map(row => row.map(plainText)),
      ),
    ),
    figure === undefined ? '' : fenced(figure),
    files.length === 0 ? '' : files.map(({ name }) => `- \`${name}\``).join('\n'),
  ])

function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), match => match[0].length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}text\n${text}\n${ticks}`
}
