import { readFile } from 'node:fs/promises'
import { type Location, messageOf, XevalError } from '../core/errors.ts'
import { GatePolicy } from '../core/gate-policy.ts'
import { readYaml } from '../sources/yaml-file.ts'

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
  const { value, where } = readYaml(
    text,
    shown,
    (message, location, cause) => new XevalError('bad-policy', message, { hint: HINT, location, cause }),
  )
  const parsed = GatePolicy.safeParse(value)
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
