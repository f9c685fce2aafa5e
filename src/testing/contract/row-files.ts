import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse as parseCsv } from 'csv-parse/sync'
import { z } from 'zod'
import type { Dataset } from '../../core/dataset.ts'

/**
 * How the rows of a file are taken apart and put together again.
 *
 * @example
 * const format: RowFormat = { read: text => text.split(';'), write: rows => rows.join(';'), damaged: '?' }
 * format.write(format.read('a;b').toReversed()) // → 'b;a'
 */
export interface RowFormat {
  read(text: string): unknown[]
  write(rows: readonly unknown[]): string
  /** A row that no parser may take; absent where any row is one. */
  damaged?: unknown
}

const lines = (text: string): string[] => text.trimEnd().split('\n')

const csvRows = z.array(z.array(z.string()))

/** An array is a row; anything else stands for one that is damaged. */
const csvLine = (row: unknown): string =>
  Array.isArray(row) ? row.map(cell => `"${String(cell).replaceAll('"', '""')}"`).join(',') : JSON.stringify(row)

/** By the extension of the file. A header of a CSV file stays where it is. */
export const rowFormats: Readonly<Record<string, RowFormat>> = {
  '.json': {
    read: text => z.array(z.unknown()).parse(JSON.parse(text)),
    write: rows => JSON.stringify(rows, null, 1),
    damaged: {},
  },
  '.jsonl': {
    read: text => lines(text).map((line): unknown => JSON.parse(line)),
    write: rows => rows.map(row => JSON.stringify(row)).join('\n'),
    damaged: {},
  },
  '.csv': {
    read: text => csvRows.parse(parseCsv(text)),
    write: rows => rows.map(csvLine).join('\n'),
    damaged: {},
  },
  // Any line is a question.
  '.txt': { read: lines, write: rows => `${rows.join('\n')}\n` },
}

/** Copies of the bundled file with its rows changed, in a folder of their own. */
export function makeRowFiles({ name, bundled }: Dataset, { read, write, damaged }: RowFormat) {
  const folder = mkdtempSync(join(tmpdir(), 'xeval-dataset-'))
  const source = fileURLToPath(bundled)
  const path = join(folder, `${name}${extname(source)}`)
  const [header, rows] = splitHeader(read(readFileSync(source, 'utf8')), extname(source))
  return {
    write(change: (rows: unknown[]) => unknown[]): string {
      writeFileSync(path, write([...header, ...change(rows)]))
      return path
    },
    /** Whether the damaged row stands in this line, counted from 1. */
    isDamaged: (line: number): boolean =>
      readFileSync(path, 'utf8').split('\n')[line - 1]?.trim().replace(/,$/, '') === JSON.stringify(damaged),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

const splitHeader = (rows: unknown[], extension: string): [unknown[], unknown[]] =>
  extension === '.csv' ? [rows.slice(0, 1), rows.slice(1)] : [[], rows]
