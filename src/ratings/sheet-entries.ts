import { safeCell } from './cells.ts'
import type { Cell, Problem, Sheet, SheetRow } from './read-sheet.ts'
import type { Study } from './study.ts'

/** One cell that a rater filled, or left empty. */
export interface Entry {
  file: string
  row: number
  column: number
  item: string
  rater: string
  /** Trimmed. */
  text: string
  comment: string
}

/**
 * The rated cells of a sheet. Either it has a column `rating` (`choice` for pairs), and whose rating it is in a column
 * `rater`; or it is wide: every column but the known ones is a rater. Rows are named by `item`, or by `sampleId` with
 * `arm` and `benchmark` where those are needed to tell.
 */
export function entriesOf(
  sheet: Sheet,
  options: { study: Study; rater?: string },
): { entries: Entry[]; problems: Problem[] } {
  const { study } = options
  const value = study.mode === 'pairwise' ? 'choice' : 'rating'
  const names = sheet.columns.map(canonical)
  const long = names.includes(value)
  const wide = names.includes('rater') ? [] : sheet.columns.filter(name => name !== '' && !known.has(canonical(name)))
  const shape = problemOfShape(sheet, value, long || wide.length > 0)
  if (shape) return { entries: [], problems: [shape] }
  const problems: Problem[] = []
  const entries = sheet.rows.flatMap((row): Entry[] => {
    const named = new Map([...row.cells].map(([name, cell]) => [canonical(name), cell]))
    const report = (column: number, message: string): Entry[] => {
      problems.push({ file: sheet.file, row: row.row, column, message })
      return []
    }
    const item = findItem(study, named)
    if (typeof item !== 'string') return report(item.column, item.message)
    const comment = named.get('comment')?.text.trim() ?? ''
    const base = { file: sheet.file, row: row.row, item, comment }
    if (!long) return wide.flatMap(name => cellOf(row, name, cell => ({ ...base, ...cell, rater: whole(study, name) })))
    const written = named.get('rater')
    const rater = written?.text.trim() ? whole(study, written.text) : (options.rater ?? '')
    if (rater === '')
      return report(written?.column ?? 1, 'the rater is unknown: fill in the column "rater", or pass --rater')
    const cell = named.get(value)
    if (cell === undefined) return report(1, `the field ${JSON.stringify(value)} is missing`)
    return [{ ...base, rater, column: cell.column, text: cell.text.trim() }]
  })
  return { entries, problems }
}

const known = new Set([
  'item',
  'rater',
  'prompt',
  'answer',
  'left',
  'right',
  'rating',
  'choice',
  'comment',
  'benchmark',
  'sampleid',
  'arm',
  'position',
])

const canonical = (name: string): string => name.trim().toLowerCase()

const cellOf = (row: SheetRow, name: string, make: (cell: Cell) => Entry): Entry[] => {
  const cell = row.cells.get(name)
  return cell === undefined ? [] : [make({ column: cell.column, text: cell.text.trim() })]
}

function problemOfShape(sheet: Sheet, value: string, hasValues: boolean): Problem | undefined {
  if (sheet.columns.length === 0) return undefined
  const columns = sheet.columns.map(canonical)
  const at = { file: sheet.file, row: 1, column: 1 }
  const has = `the columns are ${sheet.columns.join(', ').slice(0, 200)}`
  if (!columns.includes('item') && !columns.includes('sampleid')) return { ...at, message: `no column "item"; ${has}` }
  return hasValues ? undefined : { ...at, message: `no column "${value}" and no column with a rater’s name; ${has}` }
}

/** The key of the item that a row is about, or what is wrong with the row. */
function findItem(study: Study, cells: ReadonlyMap<string, Cell>): string | { column: number; message: string } {
  const text = (name: string) => cells.get(name)?.text.trim() ?? ''
  const item = text('item')
  if (item !== '') {
    if (Object.hasOwn(study.items, item)) return item
    return { column: cells.get('item')?.column ?? 1, message: `${JSON.stringify(item)} is not an item of this study` }
  }
  const [id, arm, benchmark] = [text('sampleid'), text('arm'), text('benchmark')]
  const column = cells.get('sampleid')?.column ?? cells.get('item')?.column ?? 1
  if (id === '') return { column, message: 'the row names no item' }
  const found = Object.entries(study.items).filter(
    ([, one]) =>
      one.sampleId === id && (arm === '' || one.arm === arm) && (benchmark === '' || one.benchmark === benchmark),
  )
  const [first] = found
  if (first !== undefined && found.length === 1) return first[0]
  const message =
    first === undefined ? 'is not a sample of this study' : 'is ambiguous: add the columns "arm" and "benchmark"'
  return { column, message: `${JSON.stringify(id)} ${message}` }
}

/** The name as the study has it, where a spreadsheet's apostrophe or another Unicode form stands before us. */
function whole(study: Study, written: string): string {
  const name = written.normalize('NFC').trim()
  return study.raters.find(rater => safeCell(rater) === name) ?? name
}
