import { XevalError } from '../core/errors.ts'

/** The error for a name that isn't there: what there is, and what was probably meant. */
export function unknownName(kind: string, name: string, known: readonly string[]): XevalError {
  const near = known.filter(candidate => distance(name.toLowerCase(), candidate) <= Math.max(2, name.length / 3))
  return new XevalError('unknown-name', `no ${kind} ${JSON.stringify(name)}`, {
    hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are: ${known.join(', ')}.`,
  })
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (const [i, x] of Array.from(a).entries()) {
    const next = [i + 1]
    for (const [j, y] of Array.from(b).entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (x === y ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
