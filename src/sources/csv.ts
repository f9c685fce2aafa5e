import { pipeline, Readable } from 'node:stream'
import { z } from 'zod'
import { CsvPositions } from './csv-positions.ts'
import { checkRow, malformed, type SourceRow } from './malformed.ts'
import { readText } from './read-text.ts'

/**
 * How a file of columns is written.
 *
 * @example
 * const options: CsvOptions = { delimiter: '\t' }
 * options.delimiter // → '\t'
 */
export interface CsvOptions {
  /** A tab for TSV; a semicolon where commas are in the numbers. @default ',' */
  delimiter?: Delimiter
}

/**
 * What stands between the columns of a file.
 *
 * @example
 * const delimiter: Delimiter = ';'
 * delimiter // → ';'
 */
export type Delimiter = ',' | ';' | '\t' | '|'

/**
 * The rows of a CSV file with a header (RFC 4180; CRLF, a byte order mark and blank lines are fine) as a stream, each
 * checked by `schema` as an object of strings. Throws `malformed-row` with file and line, and with the column for a
 * broken quote; a missing column is named.
 *
 * @example
 * import { writeFile } from 'node:fs/promises'
 * import { z } from 'zod'
 * await writeFile('sums.csv', 'question,answer\n"2 + 2, please",4\n')
 * await Array.fromAsync(readCsv('sums.csv', z.object({ question: z.string(), answer: z.string() }))) // → [{ value: { question: '2 + 2, please', answer: '4' }, line: 2 }]
 * Array.fromAsync(readCsv('sums.csv', z.object({ id: z.string() }))) // throws malformed-row
 */
export async function* readCsv<T>(
  path: string,
  schema: z.ZodType<T>,
  { delimiter = ',' }: CsvOptions = {},
): AsyncGenerator<SourceRow<T>> {
  const positions = new CsvPositions(path, delimiter)
  let header: string[] | undefined
  for await (const cells of cellsOf(path, positions, delimiter)) {
    const line = positions.nextRow()
    if (header === undefined) header = checkHeader(path, line, cells)
    else {
      const row = toObject(path, line, header, cells)
      yield { value: checkRow(schema, row, { file: path, line }, `row (columns: ${header.join(', ')})`), line }
    }
  }
  if (header === undefined) throw malformed({ file: path, line: 1 }, 'expected a header line, found an empty file')
}

const Cells = z.array(z.string())

async function* cellsOf(path: string, positions: CsvPositions, delimiter: string): AsyncGenerator<string[]> {
  // Loaded where it is needed: most runs read JSON lines.
  const { CsvError, parse } = await import('csv-parse')
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: true,
    relax_column_count: true,
  })
  // The outcome also reaches the loop below, which throws it.
  pipeline(Readable.from(watched(path, positions)), parser, () => {})
  try {
    for await (const cells of parser) yield Cells.parse(cells)
  } catch (error) {
    throw error instanceof CsvError ? malformed({ file: path }, error.message, undefined, error) : error
  }
}

async function* watched(path: string, positions: CsvPositions): AsyncGenerator<string> {
  for await (const piece of readText(path)) {
    positions.push(piece)
    yield piece
  }
  positions.end()
}

function checkHeader(path: string, line: number, header: string[]): string[] {
  const twice = header.find((name, index) => header.indexOf(name) !== index)
  if (twice !== undefined) throw malformed({ file: path, line }, `the header names column \`${twice}\` twice`)
  return header
}

function toObject(path: string, line: number, header: string[], cells: string[]): Record<string, string> {
  if (cells.length !== header.length) {
    const problem = `expected ${header.length} columns (${header.join(', ')}), found ${cells.length}`
    throw malformed(
      { file: path, line },
      problem,
      'Quote every value that contains the delimiter, a quote or a line break.',
    )
  }
  return Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']))
}
