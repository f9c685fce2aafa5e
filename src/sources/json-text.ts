import { type Location, messageOf } from '../core/errors.ts'
import { malformed } from './malformed.ts'

/** `JSON.parse` whose error is `malformed-row` at the place in the file; `start` is where `text` begins there. */
export function parseJson(text: string, start: Location): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed(place(text, start, error), `not valid JSON: ${reason(error)}`, hint(text), error)
  }
}

/** V8 names the offset in most of its messages; the rest leave the column unknown. */
function place(text: string, start: Location, error: unknown): Location {
  const message = messageOf(error)
  const offset = /at position (\d+)/.exec(message)?.[1]
  const at = offset === undefined ? (message.includes('end of JSON') ? text.length : undefined) : Number(offset)
  if (at === undefined) return start
  const before = text.slice(0, at).split('\n')
  const last = before.at(-1) ?? ''
  const column = before.length === 1 ? (start.column ?? 1) + at : last.length + 1
  return { file: start.file, line: (start.line ?? 1) + before.length - 1, column }
}

const reason = (error: unknown): string => messageOf(error).replace(/ in JSON at position .*$/s, '')

const hint = (text: string): string =>
  /^\s*\[/.test(text)
    ? 'JSON Lines has one object per line; name a file with a JSON array `.json`.'
    : 'Correct that row, or use an undamaged copy of the file.'
