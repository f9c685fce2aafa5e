import type { Sameness } from './same-value.ts'
import type { Shape } from './shape.ts'
import { areAscending, ownNames } from './subjects.ts'
import { all, inOrder } from './verdicts.ts'

type Compare = (gold: Shape, given: Shape) => Sameness

/** In any order: each gold item has its own partner among the given ones. */
export function compareLists(gold: Shape, given: Shape, compare: Compare): Sameness {
  if ((gold.kind === 'union') !== (given.kind === 'union')) return 'different'
  const named = coordinates(gold, given, compare)
  if (named !== undefined) return named
  const [wanted, said] = [itemsOf(gold), itemsOf(given)]
  if ([...wanted, ...said].some(isGap)) return compareSequences(wanted, said, compare)
  if (wanted.length !== said.length) return 'different'
  if (wanted.length > 40) return 'undecided'
  return inAnyOrder(wanted, said, compare)
}

function inAnyOrder(gold: readonly Shape[], given: readonly Shape[], compare: Compare): Sameness {
  const left = [...given]
  const verdicts = gold.map(item => {
    const tried = left.map(other => compare(item, other))
    const partner = tried.indexOf('equal')
    if (partner >= 0) left.splice(partner, 1)
    return partner >= 0 ? 'equal' : tried.includes('undecided') ? 'undecided' : 'different'
  })
  return all(verdicts)
}

/** `x = 2, y = 12` against `(2, 12)` or against `2, 12`: names put them in an order. */
function coordinates(gold: Shape, given: Shape, compare: Compare): Sameness | undefined {
  for (const [named, other] of [
    [gold, given],
    [given, gold],
  ] as const) {
    const names = named.kind === 'list' ? ownNames(named.items) : undefined
    if (names === undefined || named.kind !== 'list') continue
    const isPoint = other.kind === 'tuple' && other.open === '(' && other.close === ')' && areAscending(names)
    // A list without names answers a gold one with names in its order; names given to a set of solutions say nothing.
    const isBareList = named === gold && other.kind === 'list' && other.items.every(item => item.subject === undefined)
    if (!isPoint && !isBareList) continue
    const items = named.items.map(({ subject: _, ...item }) => item)
    return named === gold ? inOrder(items, other.items, compare) : inOrder(other.items, items, compare)
  }
  return undefined
}

/** `1, 2, \ldots, n`: told apart by its ends, equal only where nothing differs. */
function compareSequences(gold: readonly Shape[], given: readonly Shape[], compare: Compare): Sameness {
  if (!gold.some(isGap) || !given.some(isGap)) return 'undecided'
  const ends = (items: readonly Shape[]) => [items.at(0), items.at(-1)].filter(item => item !== undefined)
  const verdict = inOrder(ends(gold), ends(given), compare)
  if (verdict !== 'equal') return verdict
  return inOrder(gold, given, compare) === 'equal' ? 'equal' : 'undecided'
}

const isGap = (item: Shape): boolean => /^\\ldots$/.test(item.source.trim())

const itemsOf = (shape: Shape): readonly Shape[] =>
  shape.kind === 'list' || shape.kind === 'union' ? shape.items : [shape]
