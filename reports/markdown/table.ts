/** A GFM table, padded so that it also reads well in a terminal. Cells must be escaped already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) => Math.max(3, width(title), ...rows.map(row => width(row[column] ?? ''))))
  const line = (cells: readonly string[]) =>
    `| ${widths.map((size, column) => pad(cells[column] ?? '', size)).join(' | ')} |`
  return [line(header), `|${widths.map(size => '-'.repeat(size + 2)).join('|')}|`, ...rows.map(line)].join('\n')
}

const pad = (cell: string, size: number): string => cell + ' '.repeat(size - width(cell))

/** Columns in a terminal: two for a CJK character, none for an invisible one. */
const width = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (invisible.test(character) ? 0 : wide.test(character) ? 2 : 1), 0)

const invisible = /[\p{Mn}\p{Default_Ignorable_Code_Point}]/u
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
