import type { Expression } from './expression.ts'
import { parse } from './parse.ts'
import { type Sameness, sameValue } from './same-value.ts'
import type { Of, Shape } from './shape.ts'
import { splitTop } from './split.ts'
import { Unreadable } from './tokens.ts'

/** `2:3`, `1 : \sqrt2 : 2`, `10:30 a.m.` */
export function readRatio(source: string): Shape | undefined {
  if (!source.includes(':')) return undefined
  const [, time = source, letter] = /^(\d{1,2}:\d{2})\s*(?:\\text\{)?\s*([ap])\.?\s?m\b\.?\s*\}?$/i.exec(source) ?? []
  const parts = splitTop(time, /:/)
  if (parts.length < 2 || parts.includes('')) return undefined
  try {
    const half = letter?.toLowerCase() === 'a' ? 'a' : letter === undefined ? undefined : 'p'
    return { kind: 'ratio', items: parts.map(parse), source: time, ...(half === undefined ? {} : { half }) }
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

/** Equal up to a common factor; what may be two times of day has none. */
export function compareRatios(gold: Of<'ratio'>, given: Of<'ratio'>): Sameness {
  if (gold.half !== undefined && given.half !== undefined && gold.half !== given.half) return 'different'
  if (gold.items.length !== given.items.length) return 'different'
  const isSame = gold.items.every((item, at) => same(item, given.items[at]) === 'equal')
  if (isSame) return 'equal'
  const mayBeTimes = [gold, given].every(shape => /^\d{1,2}:[0-5]\d$/.test(shape.source))
  if (gold.half !== undefined || given.half !== undefined || mayBeTimes) return 'different'
  const [a, b] = [gold.items[0], given.items[0]]
  if (a === undefined || b === undefined || [a, b].some(isZero)) return 'different'
  const verdicts = gold.items.map((item, at) => same(times(item, b), times(given.items[at] ?? item, a)))
  return verdicts.includes('different') ? 'different' : verdicts.includes('undecided') ? 'undecided' : 'equal'
}

const same = (a: Expression, b: Expression | undefined): Sameness => (b === undefined ? 'different' : sameValue(a, b))
const isZero = (of: Expression): boolean => of.kind === 'number' && of.n === 0n
const times = (a: Expression, b: Expression): Expression => ({ kind: 'product', factors: [a, b] })
