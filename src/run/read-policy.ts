import { readFile } from 'node:fs/promises'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { type Location, messageOf, XevalError } from '../core/errors.ts'
import { GatePolicy } from '../core/gate-policy.ts'

/** A policy, and where in its file a part of it stands. */
export interface ReadPolicy {
  policy: GatePolicy
  where(path: readonly string[]): Location
}

const HINT = 'See the example in docs/nightly.md and the fields in docs/schemas/gate-policy.schema.json.'

/** A policy out of a YAML or JSON file. Throws `bad-policy` with file, line and column of the first thing that is wrong. */
export async function readPolicyFile(path: string, shown: string): Promise<ReadPolicy> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new XevalError('bad-policy', `${shown} cannot be read: ${messageOf(cause)}`, { hint: HINT, cause })
  })
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file: shown, line, column: col }
  }
  const [error] = document.errors
  if (error !== undefined) {
    const [first = ''] = error.message.split('\n')
    throw new XevalError('bad-policy', first, { hint: HINT, location: at(error.pos[0]), cause: error })
  }
  const parsed = GatePolicy.safeParse(document.toJS())
  const where = (path: readonly string[]) => at(offsetOf(document, path))
  if (parsed.success) return { policy: parsed.data, where }
  const [issue] = parsed.error.issues
  if (issue === undefined) throw new Error('zod refused a policy without an issue')
  const { path: place, message } = nearest(issue)
  throw new XevalError('bad-policy', [...place, message].join(': '), { hint: HINT, location: where(place) })
}

/** The same of the config's `gate`, which has no lines. */
export function parsePolicy(input: unknown, file: string): ReadPolicy {
  const parsed = GatePolicy.safeParse(input)
  if (parsed.success) return { policy: parsed.data, where: () => ({ file }) }
  const [issue] = parsed.error.issues
  if (issue === undefined) throw new Error('zod refused a policy without an issue')
  const { path, message } = nearest(issue)
  throw new XevalError('bad-policy', ['gate', ...path, message].join(': '), { hint: HINT, location: { file } })
}

interface Issue {
  path: PropertyKey[]
  message: string
}

/** An unknown key is where the key stands. */
function nearest(issue: Issue & { keys?: string[] | undefined }): { path: string[]; message: string } {
  const path = issue.path.map(String)
  const [key] = issue.keys ?? []
  return key === undefined ? { path, message: issue.message } : { path: [...path, key], message: 'unknown field' }
}

/** Where the value of a path begins, or the nearest node above it that is there; of a key without a value, the key. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly string[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
