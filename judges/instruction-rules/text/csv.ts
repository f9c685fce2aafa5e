/**
 * Rows of CSV as Python's `csv` reads them, which takes anything: a quote within a field is text, what follows a closing quote is
 * added to the field, and an empty line is a row without fields. `keepQuotes` leaves the quotes around a field where they are.
 */
export function csvRows(text: string, separator: string, keepQuotes = false): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    if (text.charAt(at) === '\n' && row.length === 0) {
      rows.push([])
      at++
      continue
    }
    const { field, end } = readField(text, at, separator, keepQuotes)
    row.push(field)
    const mark = text.charAt(end)
    at = end + 1
    if (mark === separator && at < text.length) continue
    if (mark === separator) row.push('')
    rows.push(row)
    row = []
  }
  return rows
}

function readField(
  text: string,
  start: number,
  separator: string,
  keepQuotes: boolean,
): { field: string; end: number } {
  let at = start
  let quoted = ''
  if (text.charAt(at) === '"') {
    for (at++; at < text.length; at++) {
      if (text.charAt(at) !== '"') continue
      if (text.charAt(at + 1) !== '"') break
      at++
    }
    const inner = text.slice(start + 1, at)
    at = Math.min(at + 1, text.length)
    quoted = keepQuotes ? text.slice(start, at) : inner.replaceAll('""', '"')
  }
  const rest = at
  while (at < text.length && text.charAt(at) !== separator && text.charAt(at) !== '\n') at++
  return { field: quoted + text.slice(rest, at), end: at }
}
