/** A row of the data: cells by column. */
export type Row = Readonly<Record<string, unknown>>

/** A cell by its column; `a.b` is the column of that name, or else `b` in the object of column `a`. Nothing where it is null or not there. */
export function cellOf(row: Row, column: string): unknown {
  if (Object.hasOwn(row, column)) return row[column] ?? undefined
  const dot = column.indexOf('.')
  const inner = dot > 0 ? row[column.slice(0, dot)] : undefined
  return isRow(inner) ? cellOf(inner, column.slice(dot + 1)) : undefined
}

/** Whether a row has the column, be its cell empty or not. */
export function hasColumn(row: Row, column: string): boolean {
  if (Object.hasOwn(row, column)) return true
  const dot = column.indexOf('.')
  const inner = dot > 0 ? row[column.slice(0, dot)] : undefined
  return isRow(inner) && hasColumn(inner, column.slice(dot + 1))
}

/** Text, numbers and truth values as text; nothing for a list, an object or an empty cell. */
export function textOf(cell: unknown): string | undefined {
  if (typeof cell === 'string') return cell.trim() === '' ? undefined : cell
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : undefined
}

/** What was found in place of text, for a message. */
export function inWords(cell: unknown): string {
  if (cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '')) return 'it is empty'
  return Array.isArray(cell) ? 'it is a list' : 'it is an object'
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
