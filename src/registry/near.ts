import { editDistance } from '../core/edit-distance.ts'
import { XevalError } from '../core/errors.ts'

/** The error for a name that isn't there: what there is, and what was probably meant. */
export function unknownName(kind: string, name: string, listed: readonly string[]): XevalError {
  const known = [...new Set(listed)]
  const near = known.filter(candidate => editDistance(name.toLowerCase(), candidate) <= Math.max(2, name.length / 3))
  return new XevalError('unknown-name', `no ${kind} ${JSON.stringify(name)}`, {
    hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Available: ${known.join(', ')}.`,
  })
}
