/**
 * A line of RFC 4180 CSV. Text that a spreadsheet would run as a formula (CWE-1236) gets an apostrophe in front; numbers
 * stay numbers.
 */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\n`

export type Cell = string | number | boolean | undefined

function csvCell(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'string') return `${cell}`
  const clean = cell.toWellFormed().replace(controls, '')
  const text = formula.test(clean) ? `'${clean}` : clean
  return /[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Also behind white space, invisible characters, and in full width. */
const formula = /^[\s\p{Default_Ignorable_Code_Point}]*[=+\-@\t\uff1d\uff0b\uff0d\uff20]/u

/** What steers a terminal or the direction of text. */
const controls = /[^\P{Cc}\t\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
