import type { z } from 'zod'
import type { Location } from '../core/errors.ts'
import { parseJson } from './json-text.ts'
import { readLines } from './lines.ts'
import { checkRow, type SourceRow } from './malformed.ts'

/**
 * The rows of a JSON Lines file as a stream, each checked by `schema`. A byte order mark, CRLF and blank lines are
 * fine. Throws `malformed-row` with file, line and, where it is known, column.
 *
 * @example
 * import { writeFile } from 'node:fs/promises'
 * import { z } from 'zod'
 * await writeFile('sums.jsonl', '{ "question": "2 + 2" }\n{ "question": "3 + 3" }\n')
 * const rows = await Array.fromAsync(readJsonl('sums.jsonl', z.object({ question: z.string() })))
 * rows.map(({ value }) => value.question) // → ['2 + 2', '3 + 3']
 */
export async function* readJsonl<T>(path: string, schema: z.ZodType<T>): AsyncGenerator<SourceRow<T>> {
  for await (const { text, line } of readLines(path)) {
    if (text.trim() === '') continue
    const location: Location = { file: path, line }
    yield { value: checkRow(schema, parseJson(text, location), location), line }
  }
}
