import { parseJson } from './body.ts'
import { parseDelay } from './rate-limits.ts'

export interface FaultMarks {
  codes: string[]
  params: string[]
  filtered: boolean
  retryAfterMs?: number
}

/**
 * What an error body says besides its message, however deep: proxies put the error of the server behind them into fields of
 * their own, some as JSON in a string. What repeats the request is not looked into.
 */
export function marksOf(body: unknown): FaultMarks {
  const marks: FaultMarks = { codes: [], params: [], filtered: false }
  walk(body, marks, MAX_DEPTH)
  return marks
}

/** Whether Azure's filter results name a category that was filtered. */
export const hasFiltered = (results: unknown): boolean => results != null && marksOf({ results }).filtered

const MAX_DEPTH = 10

function walk(value: unknown, marks: FaultMarks, depth: number): void {
  if (depth === 0 || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const one of value.slice(0, 100)) walk(one, marks, depth - 1)
    return
  }
  for (const [key, inner] of Object.entries(value)) {
    if (echoes.has(key)) continue
    note(key, inner, marks)
    const text = typeof inner === 'string' ? inner : ''
    walk(/^\s*[{[]/.test(text) && text.length < MAX_NESTED ? parseJson(text) : inner, marks, depth - 1)
  }
}

const MAX_NESTED = 65_536

function note(key: string, value: unknown, marks: FaultMarks): void {
  const isWord = typeof value === 'string' || typeof value === 'number'
  if (codeKeys.has(key) && isWord) marks.codes.push(String(value).toLowerCase())
  const delay = isWord ? delayOf(key.toLowerCase(), value) : undefined
  if (delay !== undefined) marks.retryAfterMs = Math.max(marks.retryAfterMs ?? 0, delay)
  if (key === 'param' && typeof value === 'string') marks.params.push(rootOf(value))
  if (key === 'loc' && Array.isArray(value)) marks.params.push(...locOf(value))
  if (filterKeys.has(key) && value !== null && value !== false && value !== '') marks.filtered = true
}

/** FastAPI puts `body` first. */
const locOf = (loc: readonly unknown[]): string[] =>
  loc
    .filter(part => part !== 'body')
    .slice(0, 1)
    .map(String)

const rootOf = (path: string): string => path.split(/[.[]/, 1)[0] ?? path

/** Google's `retryDelay`; OpenRouter puts the headers of the server behind it into the body. A reset that is no time is none. */
function delayOf(key: string, value: string | number): number | undefined {
  if (key === 'retry_after_ms' || key === 'retry-after-ms') return Number(value) >= 0 ? Number(value) : undefined
  return delayKeys.has(key) ? parseDelay(String(value), Date.now()) : undefined
}

const delayKeys = new Set([
  'retry_after',
  'retryafter',
  'retry-after',
  'retrydelay',
  'retry_delay',
  'x-ratelimit-reset',
])
const codeKeys = new Set(
  'code Code type status status_code statusCode reason error_code errorCode err_code errcode error_type'.split(' '),
)
const filterKeys = new Set(['filtered', 'flagged_input', 'block_reason', 'blockReason', 'jailbreak_detected'])
/** The request, or a part of it, given back. */
const echoes = new Set(['input', 'messages', 'prompt', 'request', 'body', 'ctx'])
