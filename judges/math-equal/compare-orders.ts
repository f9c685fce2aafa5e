import { ratioAtOnePoint, times } from './equations.ts'
import { exactText } from './exact-value.ts'
import { difference, type Expression } from './expression.ts'
import { type Sameness, sameValue } from './same-value.ts'
import type { Of, Shape } from './shape.ts'
import { all } from './verdicts.ts'

/** Inequalities of two sides up to a positive factor; longer ones side by side. */
export function compareOrders(gold: Shape, given: Shape): Sameness {
  const [a, b] = [asOrder(gold), asOrder(given)]
  if (a === undefined || b === undefined || a.sides.length !== b.sides.length) return 'different'
  if (a.strict.join() !== b.strict.join()) return 'different'
  const bySide = all(a.sides.map((side, at) => sameValue(side, b.sides[at] ?? side)))
  const [x, y] = [slack(a), slack(b)]
  if (bySide === 'equal' || x === undefined || y === undefined) return bySide
  const ratio = ratioAtOnePoint(x, y)
  if (ratio === undefined) return sameValue(x, y)
  return isPositive(ratio) ? sameValue(x, times(y, ratio)) : 'different'
}

/** How much larger the second side is. */
const slack = ({ sides: [low, high, more] }: Of<'order'>): Expression | undefined =>
  low === undefined || high === undefined || more !== undefined ? undefined : difference(high, low)

const isPositive = (ratio: Expression): boolean => exactText(ratio)?.startsWith('-') === false

/** An interval of one variable, said as an inequality again. */
function asOrder(shape: Shape): Of<'order'> | undefined {
  if (shape.kind === 'order') return shape
  if (shape.kind !== 'tuple' || shape.subject === undefined || !/[<>]|\\[lg]e/.test(shape.source)) return undefined
  const [low, high] = shape.items
  if (low?.kind !== 'value' || high?.kind !== 'value') return undefined
  const name: Expression = { kind: 'symbol', name: shape.subject.trim() }
  const isBelow = /\\infty/.test(low.source)
  const isAbove = /\\infty/.test(high.source)
  const [opens, closes] = [shape.open === '(', shape.close === ')']
  const { source } = shape
  if (isBelow) return { kind: 'order', sides: [name, high.expression], strict: [closes], source }
  if (isAbove) return { kind: 'order', sides: [low.expression, name], strict: [opens], source }
  return { kind: 'order', sides: [low.expression, name, high.expression], strict: [opens, closes], source }
}
