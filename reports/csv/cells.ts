/**
 * A line of RFC 4180 CSV. Text that a spreadsheet would run as a formula (CWE-1236) gets an apostrophe in front; numbers
 * stay numbers.
 */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\n`

export type Cell = string | number | boolean | undefined

function csvCell(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'string') return `${cell}`
  const text = /^[\s\p{Default_Ignorable_Code_Point}]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(cell)
    ? `'${cell}`
    : cell
  const clean = text.toWellFormed().replace(controls, '')
  return /[",\n\r;]/.test(clean) ? `"${clean.replaceAll('"', '""')}"` : clean
}

/** What steers a terminal or the direction of text. */
const controls = /[^\P{Cc}\t\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
