import { type Expression, functionNames, variablesOf } from './expression.ts'
import { parse } from './parse.ts'
import { realsWithout } from './real-set.ts'
import { sameValue } from './same-value.ts'
import type { Read, Shape } from './shape.ts'
import { separators, splitTop } from './split.ts'
import { Unreadable } from './tokens.ts'

/** `x = 5`, `x \in [1, 2]`, `1 < x \le 2`, `y = 2x + 3`, `x + y = 4`, `x \ne 2`; undefined for an answer without a relation. */
export function readRelation(source: string, depth: number, read: Read): Shape | undefined {
  const [other, excluded, ...rest] = splitTop(source, /\\ne(?![a-zA-Z])/)
  if (
    excluded &&
    other &&
    rest.length === 0 &&
    isName(other) &&
    !/\\ne|[<>=]|\\[lg]e(?![a-z])|\\in(?![a-z])/.test(excluded)
  ) {
    const points = read(excluded, depth + 1)
    return { ...realsWithout(points.kind === 'list' ? points.items : [points], source), subject: other }
  }
  // A list's items have relations of their own: `x = 1, y = 2`.
  if (splitTop(source, separators).length > 1 && !/\\in(?![a-zA-Z])/.test(source)) return undefined
  const [subject, set, ...more] = splitTop(source, /\\in(?![a-zA-Z])/)
  if (set !== undefined && more.length === 0 && subject && isName(subject))
    return { ...read(set, depth + 1), subject: subject.replace(/\s/g, '') }
  const signs = [...source.matchAll(relations)].map(found => found[0])
  if (signs.length === 0 || splitTop(source, /\\cup(?![a-zA-Z])/).length > 1) return undefined
  const sides = splitTop(source, relations)
  if (sides.length !== signs.length + 1 || sides.includes('')) return undefined
  return signs.every(sign => sign === '=')
    ? equation(source, sides, depth, read)
    : (interval(source, sides, signs, depth, read) ?? order(source, sides, signs))
}

/** `name = value`; anything else, one equality of two expressions. */
function equation(source: string, sides: readonly string[], depth: number, read: Read): Shape {
  const [left = '', right = '', ...more] = sides
  if (isName(left) && more.length === 0) return { ...read(right, depth + 1), subject: left.replace(/[\s{}]/g, '') }
  if (more.length > 0) return chain(source, sides, depth, read)
  try {
    const [a, b] = [parse(left), parse(right)]
    // `a + b = 7` names a quantity, `2x + 1 = 7` is to be solved.
    if (!/\d/.test(left) && variablesOf(a).size > 1 && variablesOf(b).size === 0)
      return { kind: 'value', expression: b, subject: left.replace(/\s/g, ''), source }
    return { kind: 'equation', left: a, right: b, source }
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', source }
    throw error
  }
}

/** `x = 3 + 4 = 7`: the last side, where all sides without a variable have its value. */
function chain(source: string, sides: readonly string[], depth: number, read: Read): Shape {
  const shapes = sides.map(side => read(side, depth + 1))
  const last = shapes.at(-1)
  if (last?.kind !== 'value' || variablesOf(last.expression).size > 0) return { kind: 'unreadable', source }
  const known = shapes.filter(shape => shape.kind === 'value' && variablesOf(shape.expression).size === 0)
  const isOne = known.every(shape => shape.kind === 'value' && sameValue(shape.expression, last.expression) === 'equal')
  if (!isOne) return { kind: 'unreadable', source }
  const [first = ''] = sides
  return isName(first) ? { ...last, subject: first.replace(/[\s{}]/g, ''), source } : last
}

/** As the interval that it means for its one variable. */
function interval(
  source: string,
  sides: readonly string[],
  signs: readonly string[],
  depth: number,
  read: Read,
): Shape | undefined {
  const [a = '', b = '', c] = sides
  const kinds = signs.map(sign => ({ less: /<|\\le/.test(sign), closed: /\\[lg]e/.test(sign) }))
  const [first, second] = kinds
  if (first === undefined || sides.length > 3 || signs.some(sign => /\\ne|=/.test(sign))) return undefined
  const between = (low: string, lowClosed: boolean, high: string, highClosed: boolean, subject: string): Shape => ({
    kind: 'tuple',
    open: lowClosed ? '[' : '(',
    close: highClosed ? ']' : ')',
    items: [read(low, depth + 1), read(high, depth + 1)],
    subject,
    source,
  })
  if (c !== undefined) {
    if (second === undefined || !isName(b) || first.less !== second.less) return undefined
    return first.less ? between(a, first.closed, c, second.closed, b) : between(c, second.closed, a, first.closed, b)
  }
  const [name, bound, isUpper] = isName(a) ? [a, b, first.less] : [b, a, !first.less]
  if (!isName(name) || isName(bound)) return undefined
  return isUpper
    ? between('-\\infty', false, bound, first.closed, name)
    : between(bound, first.closed, '\\infty', false, name)
}

/** Any other inequality: `f(2) < f(1) < f(4)`, `x + y \le 4`. */
function order(source: string, sides: readonly string[], signs: readonly string[]): Shape {
  const falls = signs.every(sign => /^(?:>|\\ge)/.test(sign))
  if (!falls && !signs.every(sign => /^(?:<|\\le)/.test(sign))) return { kind: 'unreadable', source }
  try {
    const read: Expression[] = sides.map(side => parse(side))
    const strict = signs.map(sign => !/\\[lg]e/.test(sign))
    return falls
      ? { kind: 'order', sides: read.toReversed(), strict: strict.toReversed(), source }
      : { kind: 'order', sides: read, strict, source }
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', source }
    throw error
  }
}

/** A variable, `f(x)`, `\angle ABC`, `AB`, `(x, y)`, `V_1 : V_2`, words: what an answer may call the thing it has found. */
export function isName(text: string): boolean {
  const name = text.trim()
  if (name.length > 80 || functionCall.test(name)) return false
  return oneName.test(name) || namesInBrackets.test(name) || ratioOfNames.test(name)
}

const functionCall = new RegExp(`^\\\\?(?:${functionNames.join('|')}|sqrt|frac|binom|pi|infty|R)(?![a-zA-Z])`)
const oneName =
  /^(?:m ?|\|)?(?:\\(?:angle|overline|text|vec|hat|bar|mathbf|operatorname|triangle|Delta|overrightarrow|widehat)\s*)?(?:\{[^{}+*/=-]*\}|\\?[a-zA-Z]+(?:\s+[a-zA-Z]+)*)'{0,3}(?:_(?:\w|\{[\w+ -]+\}))?'{0,3}(?:\s*\((?:\w+(?:,\s*\w+)*|[a-z] ?[<>=] ?\w+)\))?\|?$/
const namesInBrackets = /^\\?[({[|<]\s*[a-z](?:_\{?\w\}?)?(?:\s*,\s*[a-z](?:_\{?\w\}?)?)+\s*\\?[)}\]|>]$/i
const ratioOfNames = /^[a-zA-Z]+(?:_\{?\w+\}?)?(?:\s*:\s*[a-zA-Z]+(?:_\{?\w+\}?)?)+$/

const relations = /=|<|>|\\le(?![a-zA-Z])|\\ge(?![a-zA-Z])|\\ne(?![a-zA-Z])/g
