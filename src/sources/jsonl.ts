import type { z } from 'zod'
import type { Location } from '../core/errors.ts'
import { parseJson } from './json-text.ts'
import { checkRow, type SourceRow } from './malformed.ts'
import { readText } from './read-text.ts'

/**
 * The rows of a JSON Lines file as a stream, each checked by `schema`. A byte order mark, CRLF and blank lines are
 * fine. Throws `malformed-row` with file, line and, where it is known, column.
 */
export async function* readJsonl<T>(path: string, schema: z.ZodType<T>): AsyncGenerator<SourceRow<T>> {
  for await (const { text, line } of readLines(path)) {
    if (text.trim() === '') continue
    const location: Location = { file: path, line }
    yield { value: checkRow(schema, parseJson(text, location), location), line }
  }
}

async function* readLines(path: string): AsyncGenerator<{ text: string; line: number }> {
  let rest = ''
  let line = 0
  for await (const piece of readText(path)) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) yield { text, line: ++line }
  }
  yield { text: rest, line: ++line }
}
