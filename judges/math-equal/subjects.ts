import type { Shape } from './shape.ts'

/** `x = 5` and `y = 5` are different; `S = 5` and `\text{Area} = 5` may be the same. */
export function haveOtherSubjects(gold: Shape, given: Shape): boolean {
  const [a, b] = [identifier(gold), identifier(given)]
  return a !== undefined && b !== undefined && a !== b && a.length === b.length
}

/** A variable, one with an index, or a segment (`AB` is `BA`): a name that nothing else goes by. */
function identifier({ subject }: Shape): string | undefined {
  if (subject === undefined) return undefined
  const name = subject.replace(/[\s{}]/g, '')
  if (/^[A-Z]{2}$/.test(name)) return [...name].sort().join('')
  return /^[a-z](?:_\w{1,3})?$/.test(name) ? name : undefined
}

/** The one-letter names of a list's items, where each has one and no two share a letter. */
export function ownNames(items: readonly Shape[]): string[] | undefined {
  const names = items.map(({ subject }) => /^([a-zA-Z])$/.exec(subject?.trim() ?? '')?.[1])
  const known = names.filter(name => name !== undefined)
  return known.length === items.length && new Set(known).size === items.length && items.length > 1 ? known : undefined
}

/** Whether names stand in the order of the alphabet, as the coordinates of a point do. */
export const areAscending = (names: readonly string[]): boolean =>
  names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name)
