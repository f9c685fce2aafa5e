import type { z } from 'zod'
import { formatLocation, type Location, XevalError } from '../core/errors.ts'

/**
 * A row of a data file, with the line on which it starts (from 1).
 *
 * @example
 * const row: SourceRow<{ question: string }> = { value: { question: '2 + 2' }, line: 2 }
 * row.line // → 2
 */
export interface SourceRow<T> {
  value: T
  line: number
}

/**
 * The error for a row that isn't as expected: `file:line:column: what is wrong`.
 *
 * @example
 * malformed({ file: 'sums.csv', line: 3 }, 'the answer is empty').message // → 'sums.csv:3: the answer is empty'
 */
export function malformed(location: Location, problem: string, hint?: string, cause?: unknown): XevalError {
  return new XevalError('malformed-row', `${formatLocation(location)}: ${problem}`, {
    location,
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  })
}

/** The value as the schema has it; throws `malformed-row` with the field, what was expected and what was found. */
export function checkRow<T>(schema: z.ZodType<T>, value: unknown, location: Location, row = 'row'): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.slice(0, 3).map(issue => describeIssue(issue, value))
  throw malformed(location, `${row}: ${problems.join('; ')}`, 'Correct that row, or use an undamaged copy of the file.')
}

/** A value as it is shown in a message: JSON, cut short. */
export function preview(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown): string {
  const field = issue.path.length === 0 ? 'the whole row' : `field \`${issue.path.join('.')}\``
  const expected = issue.message.replace(/^Invalid input: /, '').replace(/, received .*$/, '')
  return `${field}: ${expected}, found ${preview(valueAt(value, issue.path))}`
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let inner = value
  for (const key of path) inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined
  return inner
}
