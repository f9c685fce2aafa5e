import { parse } from 'csv-parse/sync'
import { messageOf } from '../core/errors.ts'

/** Something in a sheet that can't be taken as it is. Rows count from 1 with the header, columns from 1. */
export interface Problem {
  file: string
  row: number
  column: number
  message: string
}

/** A cell with where it stood. */
export interface Cell {
  column: number
  text: string
}

/** A row's cells by column name. */
export interface SheetRow {
  row: number
  cells: ReadonlyMap<string, Cell>
}

export interface Sheet {
  file: string
  /** Names as written, in order. */
  columns: readonly string[]
  rows: readonly SheetRow[]
  problems: Problem[]
}

/** Reads CSV (comma, semicolon or tab; UTF-8, or UTF-16 with a mark, as Excel saves them) or JSONL. Never throws. */
export function readSheet(file: string, bytes: Uint8Array): Sheet {
  const decoded = decode(bytes)
  if (typeof decoded !== 'string') {
    const message = `not UTF-8 from byte ${decoded.badByte} on; save the sheet as "CSV UTF-8"`
    return broken(file, { ...placeOf(bytes.subarray(0, decoded.badByte)), message })
  }
  if (decoded.trim() === '') return broken(file, { row: 1, column: 1, message: 'the sheet is empty' })
  return /^\s*\{/.test(decoded) ? readJsonLines(file, decoded) : readDelimited(file, decoded)
}

function readDelimited(file: string, text: string): Sheet {
  const records: string[][] = []
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      on_record: (record: string[]) => {
        records.push(record)
        return null
      },
    })
  } catch (error) {
    const column = columnOf(error)
    return broken(file, { row: records.length + 1, column, message: `not a table: ${messageOf(error)}` })
  }
  const [header = [], ...body] = records
  const columns = header.map(name => name.trim())
  const problems: Problem[] = repeated(columns).map(([column, name]) => ({
    file,
    row: 1,
    column,
    message: `two columns have the name ${JSON.stringify(name)}`,
  }))
  const rows = body.flatMap((record, at): SheetRow[] => {
    if (record.every(cell => cell.trim() === '')) return []
    const row = at + 2
    const extra = record.findIndex((cell, index) => index >= columns.length && cell.trim() !== '')
    if (extra !== -1) problems.push({ file, row, column: extra + 1, message: 'a cell after the last named column' })
    if (record.length < columns.length) {
      problems.push({
        file,
        row,
        column: record.length + 1,
        message: `the row ends here; ${columns.length} columns expected`,
      })
      return []
    }
    const cells = columns.map((name, index): [string, Cell] => [name, { column: index + 1, text: record[index] ?? '' }])
    return [{ row, cells: new Map(cells.filter(([name]) => name !== '')) }]
  })
  return { file, columns, rows, problems }
}

function readJsonLines(file: string, text: string): Sheet {
  const problems: Problem[] = []
  const rows = text.split(/\r?\n/).flatMap((line, at): SheetRow[] => {
    if (line.trim() === '') return []
    const row = at + 1
    const value = parseObject(line)
    if (typeof value === 'string') {
      problems.push({ file, row, column: 1, message: value })
      return []
    }
    const cells = Object.entries(value).map(([name, cell], index): [string, Cell] => {
      const plain = cell === null || ['string', 'number'].includes(typeof cell)
      if (!plain)
        problems.push({ file, row, column: index + 1, message: `${JSON.stringify(name)} is neither text nor a number` })
      return [name.trim(), { column: index + 1, text: plain && cell !== null ? String(cell) : '' }]
    })
    return [{ row, cells: new Map(cells) }]
  })
  return { file, columns: [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))], rows, problems }
}

function parseObject(line: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : 'not a JSON object'
  } catch (error) {
    return `not JSON: ${messageOf(error)}`
  }
}

/** The text, or the offset of the first byte that isn't UTF-8. */
function decode(bytes: Uint8Array): string | { badByte: number } {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined
  if (marked) return new TextDecoder(marked).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const lossy = new TextDecoder('utf-8').decode(bytes)
    return { badByte: Buffer.byteLength(lossy.slice(0, lossy.indexOf('\uFFFD'))) }
  }
}

function placeOf(before: Uint8Array): { row: number; column: number } {
  const lines = new TextDecoder().decode(before).split('\n')
  const last = lines.at(-1) ?? ''
  return { row: lines.length, column: last.split(delimiterOf(lines[0] ?? '')).length }
}

/** The one of the three that the header line holds most of. */
function delimiterOf(text: string): string {
  const header = text.slice(0, Math.max(0, text.search(/\r|\n|$/)))
  const count = (mark: string) => header.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

function repeated(columns: readonly string[]): [number, string][] {
  return columns.flatMap((name, at): [number, string][] =>
    name !== '' && columns.indexOf(name) < at ? [[at + 1, name]] : [],
  )
}

const columnOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'column' in error && typeof error.column === 'number'
    ? error.column + 1
    : 1

const broken = (file: string, problem: Omit<Problem, 'file'>): Sheet => ({
  file,
  columns: [],
  rows: [],
  problems: [{ file, ...problem }],
})
