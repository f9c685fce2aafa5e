import type { Expression } from './expression.ts'
import { normalise } from './normalise.ts'
import { parse } from './parse.ts'
import { readRelation } from './relation.ts'
import { isEnclosed, splitTop } from './split.ts'
import { Unreadable } from './tokens.ts'
import { measured } from './units.ts'

/** What kind of thing an answer is. `subject` is what it says it is the value of: `x` in `x = 5` or `x \in [1, 2]`. */
export type Shape = { subject?: string; source: string } & (
  | { kind: 'value'; expression: Expression; unit?: string }
  | { kind: 'text'; words: string }
  | { kind: 'based'; digits: string; base: number }
  /** In any order: the solutions of an equation. */
  | { kind: 'list'; items: readonly Shape[] }
  /** In this order, brackets and all: a point or an interval. */
  | { kind: 'tuple'; open: string; close: string; items: readonly Shape[] }
  | { kind: 'union'; items: readonly Shape[] }
  | { kind: 'matrix'; rows: readonly (readonly Shape[])[] }
  | { kind: 'equation'; left: Expression; right: Expression }
  /** Neither read nor guessed at. */
  | { kind: 'unreadable' }
)

/** Reads an answer as written. Never throws for what it can't read. */
export const readShape = (answer: string): Shape => shapeOf(normalise(answer), 0)

export function shapeOf(source: string, depth: number): Shape {
  if (depth > 6 || source === '') return { kind: 'unreadable', source }
  const inside = /^\\text\{([^{}]*)\}$/.exec(source)?.[1]
  if (inside !== undefined) return textOrValue(inside, source, depth)
  return (
    readRelation(source, depth) ??
    severalOf(source, depth) ??
    enclosed(source, depth) ??
    matrix(source, depth) ??
    based(source) ??
    plusMinus(source, depth) ??
    measuredValue(source)
  )
}

function textOrValue(inside: string, source: string, depth: number): Shape {
  if (!/[a-z]{2}|^\(?[a-z]\)?$/i.test(inside)) return shapeOf(inside, depth + 1)
  return { kind: 'text', words: plainWords(inside), source }
}

/** Lower case, without punctuation and articles. */
export const plainWords = (text: string): string =>
  text
    .replace(/\\text\{([^{}]*)\}/g, '$1')
    .toLowerCase()
    .replace(/^(?:an?|the)\s+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function severalOf(source: string, depth: number): Shape | undefined {
  const parts = splitTop(source, /\\cup(?![a-zA-Z])/)
  if (parts.length > 1) return { kind: 'union', items: parts.map(part => shapeOf(part, depth + 1)), source }
  const list = splitTop(source, separators).filter(part => part !== '')
  if (list.length < 2) return undefined
  const items = list.map(part => shapeOf(part, depth + 1)).flatMap(item => (item.kind === 'list' ? item.items : [item]))
  // `x < 1 or x > 2` is the union of two intervals.
  const isUnion = items.every(item => item.kind === 'tuple' && item.subject !== undefined)
  return { kind: isUnion ? 'union' : 'list', items, source }
}

function enclosed(source: string, depth: number): Shape | undefined {
  if (/^\\(?:emptyset|varnothing)$/.test(source)) return { kind: 'list', items: [], source }
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
  if (parts.length < 2) return undefined
  const items = parts.map(part => shapeOf(part, depth + 1))
  const [open, close] = angle === undefined ? [source[0] ?? '', source.at(-1) ?? ''] : ['<', '>']
  return { kind: 'tuple', open, close, items, source }
}

function matrix(source: string, depth: number): Shape | undefined {
  const body =
    /^\\begin\{([pbvB]?)(?:small)?(?:matrix|array)\}(?:\{[clr|]*\})?(.*)\\end\{\1(?:small)?(?:matrix|array)\}$/s.exec(
      source,
    )?.[2]
  if (body === undefined || body.includes('\\begin')) return undefined
  const rows = body.split(/\\\\(?:\[[^\]]*\])?/).filter(row => row.trim() !== '')
  return { kind: 'matrix', rows: rows.map(row => row.split('&').map(cell => shapeOf(cell.trim(), depth + 1))), source }
}

function based(source: string): Shape | undefined {
  const [, digits, base] = /^([0-9A-F]+)\s*_\s*\{?\s*(?:\\text\{)?\s*([\da-z]+)\s*\}{0,2}$/.exec(source) ?? []
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

export const separators = /,|;|\\text\{\s*,?\s*(?:or|and)\s*\}|(?<=[\s\d)}])(?:or|and)(?=[\s\\(-])/
const baseNames = ['', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
