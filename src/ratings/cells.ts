/** One CSV document that Excel opens as UTF-8: a byte-order mark, CRLF, every cell quoted. */
export const csvDocument = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map(row => row.map(quote).join(',')).join('\r\n')}\r\n`

/**
 * A cell that a spreadsheet shows as text: what would start a formula gets an apostrophe before it (OWASP, "CSV
 * injection"), and what exceeds Excel's cell is cut with a note, since Excel itself would cut it without one.
 */
export function safeCell(text: string): string {
  const shown =
    text.length > maximum ? `${text.slice(0, maximum)}\n[… truncated; the whole text is in the .jsonl sheet]` : text
  return formulaStart.test(shown) ? `'${shown}` : shown
}

/** Whether `safeCell` has to cut it. */
export const isTooLong = (text: string): boolean => text.length > maximum

// Excel holds 32,767 UTF-16 units a cell; some are left for the note.
const maximum = 32_600

// White space before the sign doesn't stop a spreadsheet, nor does the full-width form of it.
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
