import { XevalError } from '../core/errors.ts'

/**
 * The rows of a Parquet file as a stream, one row group in memory at a time; `line` is the row's number, from 1. Whole numbers
 * that fit are numbers, dates ISO 8601. Throws `bad-parquet` for a file that is no Parquet or uses a compression other than
 * Snappy or none.
 */
export async function* parquetRows(path: string): AsyncGenerator<{ value: Record<string, unknown>; line: number }> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const file = await asyncBufferFromFile(path).catch((cause: unknown) => refuse(path, cause))
  const metadata = await parquetMetadataAsync(file).catch((cause: unknown) => refuse(path, cause))
  let rowStart = 0
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows)
    const read = parquetReadObjects({ file, metadata, rowStart, rowEnd })
    const rows = await read.catch((cause: unknown) => refuse(path, cause))
    for (const [i, row] of rows.entries()) yield { value: plainRow(row), line: rowStart + i + 1 }
    rowStart = rowEnd
  }
}

const plainRow = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))

/** What JSON would have in its place. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
  return value
}

function refuse(path: string, cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause)
  const compressed = /unsupported compression codec: (\w+)/i.exec(why)?.[1]
  throw new XevalError('bad-parquet', `${path}: not a Parquet file that can be read: ${why}`, {
    hint:
      compressed === undefined
        ? 'Check that the file is whole and is Parquet.'
        : `Write it again with Snappy compression instead of ${compressed}, or as JSONL.`,
    location: { file: path },
    cause,
  })
}
