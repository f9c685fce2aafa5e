import { normalise } from './normalise.ts'
import { parse } from './parse.ts'
import { readRatio } from './ratio.ts'
import { readExceptions, realNumbers, realsWithout } from './real-set.ts'
import { readRelation } from './relation.ts'
import type { Shape } from './shape.ts'
import { isEnclosed, separators, splitTop } from './split.ts'
import { Unreadable } from './tokens.ts'
import { measured } from './units.ts'
import { namedSet, numberInWords, plainWords } from './words.ts'

/** Reads an answer as written. Never throws for what it can't read. */
export const readShape = (answer: string): Shape => shapeOf(normalise(answer), 0)

function shapeOf(source: string, depth: number): Shape {
  if (depth > 6 || source === '') return { kind: 'unreadable', source }
  const inside = /^\\text\{([^{}]*)\}$/.exec(source)?.[1]
  if (inside !== undefined) return textOrValue(inside, source, depth)
  return (
    inWords(source) ??
    readExceptions(source, depth, shapeOf) ??
    rounded(source, depth) ??
    readRelation(source, depth, shapeOf) ??
    severalOf(source, depth) ??
    enclosed(source, depth) ??
    matrix(source, depth) ??
    based(source) ??
    plusMinus(source, depth) ??
    readRatio(source) ??
    measuredValue(source)
  )
}

function textOrValue(inside: string, source: string, depth: number): Shape {
  const known = inWords(inside)
  if (known !== undefined) return known
  if (!/[a-z]{2}|^\(?[a-z]\)?$/i.test(inside) || /^\d+:\d+/.test(inside)) return shapeOf(inside, depth + 1)
  const outcome = inside.includes('\\') ? undefined : shapeOf(inside, depth + 1)
  if (outcome?.kind === 'union' || (outcome?.kind === 'value' && /^-?[\d.,]+ /.test(inside))) return outcome
  return { kind: 'text', words: plainWords(inside), source }
}

/** Numbers in words, and the sets that have a name. */
function inWords(source: string): Shape | undefined {
  if (!/^\\R$|^[\p{L} ,-]{2,}$|^\p{Script=Han}$|^\\emptyset$/u.test(source)) return undefined
  const set = source === '\\R' ? 'reals' : source === '\\emptyset' ? 'empty' : namedSet(plainWords(source))
  if (set === 'empty') return { kind: 'list', items: [], source }
  if (set === 'reals') return realNumbers(source)
  const n = numberInWords(source)
  return n === undefined ? undefined : { kind: 'value', expression: { kind: 'number', n, d: 1n }, source }
}

/** `A \approx B`: the value is A, unless that is a name or nothing at all. */
function rounded(source: string, depth: number): Shape | undefined {
  const [exact = '', near = '', ...more] = splitTop(source, /\\approx(?![a-zA-Z])/)
  if (near === '' || more.length > 0) return undefined
  if (exact === '') return shapeOf(near, depth + 1)
  const [value, other] = [shapeOf(exact, depth + 1), shapeOf(near, depth + 1)]
  if (value.kind === 'unreadable' || value.kind === 'text') return { ...other, subject: exact }
  if (value.kind !== 'value' || other.kind !== 'value') return value
  const isName = /^[a-zA-Z]/.test(exact) && value.expression.kind === 'symbol'
  if (isName) return { ...other, subject: exact }
  return { ...value, source, rounded: other.expression }
}

function severalOf(source: string, depth: number): Shape | undefined {
  const parts = splitTop(source, /\\cup(?![a-zA-Z])/)
  if (parts.length > 1) return { kind: 'union', items: parts.map(part => shapeOf(part, depth + 1)), source }
  const list = splitTop(source, separators).filter(part => part !== '')
  if (list.length < 2) return undefined
  const items = list.map(part => shapeOf(part, depth + 1)).flatMap(item => (item.kind === 'list' ? item.items : [item]))
  const excluded = items.flatMap(item => (item.kind === 'union' ? (item.without ?? []) : []))
  // `x \ne 1, x \ne 2`, and `x \ne 1, 2`.
  if (excluded.length > 0) {
    const values = items.filter(item => item.kind === 'value' && item.subject === undefined)
    const isAll = items.every(item => (item.kind === 'union' && item.without !== undefined) || values.includes(item))
    return isAll ? realsWithout([...excluded, ...values], source) : { kind: 'unreadable', source }
  }
  // `x < 1 or x > 2` is the union of two intervals.
  const isUnion = items.every(item => item.kind === 'tuple' && item.subject !== undefined && isInterval(item.source))
  return { kind: isUnion ? 'union' : 'list', items, source }
}

function enclosed(source: string, depth: number): Shape | undefined {
  const set = /^\\\{(.*)\\\}$/s.exec(source)?.[1]
  if (set !== undefined && !set.includes('\\{')) {
    const inner = shapeOf(set.trim(), depth + 1)
    return { kind: 'list', items: inner.kind === 'list' ? inner.items : set.trim() === '' ? [] : [inner], source }
  }
  const angle = /^\\langle(?![a-zA-Z])(.*)\\rangle$/s.exec(source)?.[1]
  const bracketed = /^[([]/.test(source) && isEnclosed(source) && /[)\]]$/.test(source)
  const inner = angle ?? (bracketed ? source.slice(1, -1) : undefined)
  if (inner === undefined) return undefined
  const parts = splitTop(inner, /,/)
  if (parts.length < 2) return /^\s*\\begin/.test(inner) ? shapeOf(inner.trim(), depth + 1) : undefined
  const items = parts.map(part => shapeOf(part, depth + 1))
  const [open, close] = angle === undefined ? [source[0] ?? '', source.at(-1) ?? ''] : ['<', '>']
  return { kind: 'tuple', open, close, items, source }
}

function matrix(source: string, depth: number): Shape | undefined {
  const body =
    /^[([]?\s*\\begin\{([pbvB]?)(?:small)?(?:matrix|array)\}(?:\{[clr|]*\})?(.*)\\end\{\1(?:small)?(?:matrix|array)\}\s*[)\]]?$/s.exec(
      source,
    )?.[2]
  if (body === undefined || body.includes('\\begin')) return undefined
  const rows = body.split(/\\\\(?:\[[^\]]*\])?|\\cr(?![a-zA-Z])/).filter(row => row.trim() !== '')
  return { kind: 'matrix', rows: rows.map(row => row.split('&').map(cell => shapeOf(cell.trim(), depth + 1))), source }
}

function based(source: string): Shape | undefined {
  const [, digits, base] =
    /^\(?([0-9A-F]+)\)?\s*(?:_\s*\{?\s*\(?\s*(?:\\text\{)?|(?:\\text\{ ?|(?<=\d) )(?=base))(?:\s*base\s*)?\s*\}?\s*([\da-z]+)\s*\)?\}{0,2}$/.exec(
      source,
    ) ?? []
  const number = base === undefined ? undefined : baseNames.indexOf(base) + 1 || Number(base)
  if (digits === undefined || number === undefined || !(number >= 2 && number <= 36)) return undefined
  return { kind: 'based', digits: digits.replace(/^0+(?=.)/, ''), base: number, source }
}

function plusMinus(source: string, depth: number): Shape | undefined {
  if (!/\\(?:pm|mp)(?![a-zA-Z])/.test(source)) return undefined
  const signed = (pm: string, mp: string) =>
    shapeOf(
      source
        .replace(/\\pm(?![a-zA-Z])/g, ` ${pm} `)
        .replace(/\\mp(?![a-zA-Z])/g, ` ${mp} `)
        .trim(),
      depth + 1,
    )
  return { kind: 'list', items: [signed('+', '-'), signed('-', '+')], source }
}

function measuredValue(source: string): Shape {
  const { value, unit } = measured(source)
  try {
    const expression = parse(value)
    return { kind: 'value', expression, source, ...(unit === undefined ? {} : { unit }) }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const isProse = /\p{L}/u.test(source) && /^[\p{L}\s.,'()-]+$/u.test(source.replace(/\\text\{([^{}]*)\}/g, '$1'))
    return isProse ? { kind: 'text', words: plainWords(source), source } : { kind: 'unreadable', source }
  }
}

const baseNames = ['', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
/** Written as an inequality: `(x, y) = (1, 2)` has a subject as well, and is a point. */
const isInterval = (source: string): boolean => /[<>]|\\[lg]e(?![a-zA-Z])|\\in(?![a-zA-Z])/.test(source)
