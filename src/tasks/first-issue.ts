import type { z } from 'zod'

/** What is wrong first, and where in the value. `isKey`: it is the key that is wrong, not its value. */
export interface FirstIssue {
  path: readonly PropertyKey[]
  message: string
  isKey: boolean
}

/** The first thing that a schema refused. Of several shapes, the one that was meant: the one that fits best. */
export function firstIssue(issues: readonly z.core.$ZodIssue[], value: unknown): FirstIssue {
  const [issue] = issues
  if (issue === undefined) throw new Error('zod refused a value without an issue')
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    return { path: [...issue.path, key], message: 'unknown field', isKey: true }
  }
  if (issue.code === 'invalid_union') return inUnion(issue, valueAt(value, issue.path))
  const found = valueAt(value, issue.path)
  if (found === undefined && issue.path.length > 0) return { path: issue.path, message: 'missing', isKey: false }
  return { path: issue.path, message: `${expected(issue)}, found ${shown(found)}`, isKey: false }
}

/** A shape that the value has, or none of them. */
function inUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown): FirstIssue {
  const meant = issue.errors.find(branch =>
    branch.every(({ code, path }) => code !== 'invalid_type' || path.length > 0),
  )
  if (meant !== undefined) {
    const inner = firstIssue(meant, value)
    return { ...inner, path: [...issue.path, ...inner.path] }
  }
  if (value === undefined) return { path: issue.path, message: 'missing', isKey: false }
  const kinds = [...new Set(issue.errors.flatMap(branch => (branch[0] === undefined ? [] : expected(branch[0]))))]
  return {
    path: issue.path,
    message: `expected ${kinds.map(kind => kind.replace(/^expected /, '')).join(' or ')}, found ${shown(value)}`,
    isKey: false,
  }
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${kindNames[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return `expected ${issue.values.map(String).join(' or ')}`
  if (issue.code === 'too_small')
    return issue.origin === 'string'
      ? 'expected text'
      : `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
  if (issue.code === 'too_big') return `expected at most ${issue.maximum}`
  return issue.message
}

const kindNames: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

function shown(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let inner = value
  for (const key of path) inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined
  return inner
}
