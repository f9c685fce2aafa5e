import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Puts a table into docs/statistics.md between `<!-- name -->` and `<!-- /name -->`. */
export function insertTable(name: string, table: string): void {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'statistics.md')
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const page = readFileSync(file, 'utf8')
  const from = page.indexOf(open)
  const to = page.indexOf(close)
  if (from < 0 || to < from) throw new Error(`${file} has no ${open} … ${close}`)
  writeFileSync(file, `${page.slice(0, from + open.length)}\n\n${table}\n\n${page.slice(to)}`)
}

/** A Markdown table of plain cells. */
export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
