import { parse } from './parse.ts'
import { type Shape, separators, shapeOf } from './shape.ts'
import { splitTop } from './split.ts'
import { Unreadable } from './tokens.ts'

/** `x = 5`, `x \in [1, 2]`, `1 < x \le 2`, `y = 2x + 3`, `x + y = 4`; undefined for an answer without a relation. */
export function readRelation(source: string, depth: number): Shape | undefined {
  // A list's items have relations of their own: `x = 1, y = 2`.
  if (splitTop(source, separators).length > 1 && !/\\in(?![a-zA-Z])/.test(source)) return undefined
  const [subject, set, ...more] = splitTop(source, /\\in(?![a-zA-Z])/)
  if (set !== undefined && more.length === 0 && subject && isName(subject))
    return { ...shapeOf(set, depth + 1), subject }
  const signs = [...source.matchAll(relations)].map(found => found[0])
  if (signs.length === 0 || splitTop(source, /\\cup(?![a-zA-Z])/).length > 1) return undefined
  const sides = splitTop(source, relations)
  if (sides.length !== signs.length + 1 || sides.includes('')) return undefined
  return signs.every(sign => sign === '=') ? equation(source, sides, depth) : inequality(source, sides, signs, depth)
}

/** `name = value`; anything else, one equality of two expressions. */
function equation(source: string, sides: readonly string[], depth: number): Shape | undefined {
  const [left = '', right = '', ...more] = sides
  if (more.length > 0) return { kind: 'unreadable', source }
  if (isName(left)) return { ...shapeOf(right, depth + 1), subject: left.replace(/\s/g, '') }
  try {
    return { kind: 'equation', left: parse(left), right: parse(right), source }
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', source }
    throw error
  }
}

/** As the interval that it means for its one variable. */
function inequality(source: string, sides: readonly string[], signs: readonly string[], depth: number): Shape {
  const [a = '', b = '', c] = sides
  const kinds = signs.map(sign => ({ less: /<|\\le/.test(sign), closed: /\\[lg]e/.test(sign) }))
  const [first, second] = kinds
  if (first === undefined || signs.some(sign => /\\ne|=/.test(sign.replace(/[<>]=/, ''))))
    return { kind: 'unreadable', source }
  const interval = (low: string, lowClosed: boolean, high: string, highClosed: boolean, subject: string): Shape => ({
    kind: 'tuple',
    open: lowClosed ? '[' : '(',
    close: highClosed ? ']' : ')',
    items: [shapeOf(low, depth + 1), shapeOf(high, depth + 1)],
    subject,
    source,
  })
  if (c !== undefined) {
    if (second === undefined || sides.length > 3 || !isName(b) || first.less !== second.less)
      return { kind: 'unreadable', source }
    return first.less ? interval(a, first.closed, c, second.closed, b) : interval(c, second.closed, a, first.closed, b)
  }
  const [name, bound, isUpper] = isName(a) ? [a, b, first.less] : [b, a, !first.less]
  if (!isName(name)) return { kind: 'unreadable', source }
  return isUpper
    ? interval('-\\infty', false, bound, first.closed, name)
    : interval(bound, first.closed, '\\infty', false, name)
}

/** A variable, `f(x)`, `\angle ABC`, `AB`, words: what an answer may call the thing it has found. */
const isName = (text: string): boolean =>
  /^(?:\\(?:angle|overline|text|vec|mathbf|operatorname|triangle)\s*)?(?:\{[^{}+*/=-]*\}|\\?[a-zA-Z]+(?:\s+[a-zA-Z]+)*)'?(?:_\{?\w+\}?)?(?:\s*\([a-z](?:,\s*[a-z])*\))?$/.test(
    text.trim(),
  )

const relations = /<=|>=|=|<|>|\\le(?![a-zA-Z])|\\ge(?![a-zA-Z])|\\ne(?![a-zA-Z])/g
