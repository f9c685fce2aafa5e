import { extname } from 'node:path'
import { z } from 'zod'
import { XevalError } from '../core/errors.ts'
import { type TableFormat, type TableReading, tableFormats } from '../core/table-reading.ts'
import { type Delimiter, readCsv } from './csv.ts'
import { pointFor } from './decimal-comma.ts'
import { readJsonArray } from './json-array.ts'
import { readJsonl } from './jsonl.ts'
import { checkRow, type SourceRow } from './malformed.ts'
import { parquetRows } from './parquet.ts'
import { encodingOf } from './read-text.ts'
import { sniffDelimiter } from './sniff-delimiter.ts'

/**
 * How a file of rows is written, where its name and its first lines don't say it right.
 *
 * @example
 * const options: TableOptions = { numbers: ['price'], decimal: ',' }
 * options.decimal // → ','
 */
export interface TableOptions {
  /** @default by the ending of the name */
  format?: TableFormat
  /** Of CSV. @default the one of comma, semicolon, tab and bar by which the first lines have columns */
  delimiter?: Delimiter
  /** Columns of CSV in which a number with a decimal comma is given with a point: 3,14 as 3.14. */
  numbers?: readonly string[]
  /** Of the numbers in those. @default a comma where a semicolon is between the columns, else a point */
  decimal?: '.' | ','
}

/**
 * The rows of a JSONL, JSON, CSV, TSV or Parquet file as a stream, each checked by `schema`; text may be UTF-8 or UTF-16. Cells of
 * CSV and TSV are texts. Throws `malformed-row` with file and line, and `table-format` for a name with another ending.
 *
 * @example
 * import { writeFile } from 'node:fs/promises'
 * import { z } from 'zod'
 * await writeFile('prices.csv', 'item;price\ntea;3,50\n')
 * await Array.fromAsync(readRows('prices.csv', z.object({ item: z.string(), price: z.string() }), { numbers: ['price'] })) // → [{ value: { item: 'tea', price: '3.50' }, line: 2 }]
 */
export async function* readRows<T>(
  path: string,
  schema: z.ZodType<T>,
  options: TableOptions = {},
): AsyncGenerator<SourceRow<T>> {
  const format = options.format ?? formatOf(path)
  if (format === 'jsonl') return yield* readJsonl(path, schema)
  if (format === 'json') return yield* readJsonArray(path, schema)
  if (format === 'parquet') {
    for await (const { value, line } of parquetRows(path))
      yield { value: checkRow(schema, value, { file: path, line }), line }
    return
  }
  const { delimiter = ',', decimalComma = [] } = await readingOf(path, options)
  if (decimalComma.length === 0) return yield* readCsv(path, schema, { delimiter })
  for await (const { value, line } of readCsv(path, Cells, { delimiter })) {
    for (const name of decimalComma) if (value[name] !== undefined) value[name] = pointFor(value[name])
    yield { value: checkRow(schema, value, { file: path, line }), line }
  }
}

const Cells = z.record(z.string(), z.string())

/**
 * How `readRows` reads a file with these options; empty for plain UTF-8 with commas, JSON and Parquet.
 *
 * @example
 * import { writeFile } from 'node:fs/promises'
 * await writeFile('list.csv', 'item;price\ntea;3,50\n')
 * await readingOf('list.csv', { numbers: ['price'] }) // → { delimiter: ';', decimalComma: ['price'] }
 */
export async function readingOf(
  path: string,
  options: TableOptions = {},
): Promise<TableReading & { delimiter?: Delimiter }> {
  const format = options.format ?? formatOf(path)
  if (format === 'parquet') return {}
  const encoding = await encodingOf(path)
  const written = encoding === 'utf-8' ? {} : { encoding }
  if (format === 'jsonl' || format === 'json') return written
  const delimiter = options.delimiter ?? (format === 'tsv' ? '\t' : await sniffDelimiter(path))
  const decimal = options.decimal ?? (delimiter === ';' ? ',' : '.')
  return {
    ...written,
    ...(delimiter !== ',' && { delimiter }),
    ...(decimal === ',' && options.numbers !== undefined && { decimalComma: options.numbers }),
  }
}

function formatOf(path: string): TableFormat {
  const ending = extname(path).slice(1).toLowerCase()
  const format = tableFormats.find(name => name === ending) ?? (ending === 'ndjson' ? 'jsonl' : undefined)
  if (format !== undefined) return format
  throw new XevalError('table-format', `${path}: cannot tell its format by its name`, {
    hint: `Give it an ending: ${tableFormats.map(name => `.${name}`).join(', ')}.`,
    location: { file: path },
  })
}
