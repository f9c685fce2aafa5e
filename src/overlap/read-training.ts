import { z } from 'zod'
import { XevalError } from '../core/errors.ts'
import { readJsonArray } from '../sources/json-array.ts'
import { parseJson } from '../sources/json-text.ts'
import { readLines } from '../sources/lines.ts'
import { malformed, preview } from '../sources/malformed.ts'
import { parquetRows } from '../sources/parquet.ts'
import { type RowText, type Shape, textsOfRow } from './training-row.ts'

export type TrainingFormat = 'jsonl' | 'json' | 'parquet' | 'text'

/** A row of training data, or a piece of a text without rows. */
export interface TrainingRow {
  /** The line that it begins in; of Parquet the row, both from 1. */
  line: number
  shape: Shape
  texts: readonly RowText[]
  /** The row as it was read; absent where there is none. */
  value?: unknown
  /** Lines that are new in this piece of a text; the others were in the piece before. */
  lines?: number
}

/** The format that a file's name says, `.gz` or not; throws `bad-training-file` for another. */
export function formatOf(path: string): TrainingFormat {
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase()
  const format = extension === undefined ? undefined : formats.get(extension)
  if (format !== undefined && !(format === 'parquet' && /\.gz$/i.test(path))) return format
  throw new XevalError('bad-training-file', `${path}: the format of the training data is not known by this extension`, {
    hint: 'Use .jsonl, .json (one array), .parquet or .txt; all but .parquet also with .gz.',
    location: { file: path },
  })
}

const formats = new Map<string, TrainingFormat>([
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['json', 'json'],
  ['parquet', 'parquet'],
  ['txt', 'text'],
  ['text', 'text'],
  ['md', 'text'],
  ['tex', 'text'],
])

/**
 * Training data as a stream of rows. A text without rows comes in pieces that overlap by at least `reach` characters, so that
 * nothing as long is cut in two.
 */
export async function* readTraining(path: string, reach: number): AsyncGenerator<TrainingRow> {
  const format = formatOf(path)
  if (format === 'text') {
    yield* piecesOf(path, reach)
    return
  }
  for await (const { value, line } of valuesOf(path, format)) {
    const row = textsOfRow(value)
    if (row === undefined) throw malformed({ file: path, line }, `a row without any text: ${preview(value)}`, rowHint)
    yield { line, value, ...row }
  }
}

const rowHint =
  'A row is an object: messages, conversations (ShareGPT), instruction and output (Alpaca), prompt and response, or text.'

async function* valuesOf(
  path: string,
  format: 'jsonl' | 'json' | 'parquet',
): AsyncGenerator<{ value: unknown; line: number }> {
  if (format === 'parquet') return yield* parquetRows(path)
  if (format === 'json') return yield* readJsonArray(path, z.unknown())
  for await (const { text, line } of readLines(path)) {
    if (text.trim() !== '') yield { value: parseJson(text, { file: path, line }), line }
  }
}

const PIECE = 1 << 15

async function* piecesOf(path: string, reach: number): AsyncGenerator<TrainingRow> {
  let lines: string[] = []
  let length = 0
  let first = 1
  let fresh = 0
  const piece = (): TrainingRow => ({
    line: first,
    shape: 'text',
    texts: [{ role: 'text', where: '', text: lines.join('\n') }],
    lines: fresh,
  })
  for await (const { text } of readLines(path)) {
    lines.push(text)
    length += text.length + 1
    fresh++
    if (length < PIECE + reach) continue
    yield piece()
    let kept = 0
    let from = lines.length
    while (from > 0 && kept < reach) kept += (lines[--from]?.length ?? 0) + 1
    // A line longer than all that is no reason to stay where we are.
    if (from === 0) [from, kept] = [lines.length, 0]
    first += from
    lines = lines.slice(from)
    length = kept
    fresh = 0
  }
  if (fresh > 0) yield piece()
}
