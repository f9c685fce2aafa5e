import { isDeepStrictEqual } from 'node:util'

/** The value of a path such as `address.city` or `items.0`; nothing where there is none. */
export function fieldOf(value: unknown, path: string): unknown {
  let inner = value
  for (const key of path.split('.')) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined
    inner = Reflect.get(inner, key)
  }
  return inner
}

/** The first field in which an answer is another than the gold one; nothing where it is the same in all of them. */
export const differingField = (gold: unknown, given: unknown, fields: readonly string[]): string | undefined =>
  fields.find(path => !isDeepStrictEqual(fieldOf(gold, path), fieldOf(given, path)))

/** Every field of the gold answer, where none are named; nothing for one that is no object, which is compared as a whole. */
export const fieldsOf = (gold: unknown): string[] | undefined =>
  typeof gold === 'object' && gold !== null && !Array.isArray(gold) ? Object.keys(gold) : undefined
