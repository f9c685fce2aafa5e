import { minusOne, variablesOf } from './expression.ts'
import { numericValue } from './numeric-value.ts'
import type { Of, Read, Shape } from './shape.ts'
import { splitTop } from './split.ts'

/** All real numbers, as the interval that they are. */
export const realNumbers = (source: string): Shape => interval(minusInfinity, infinity, source)

/** `\R \setminus \{2\}`, `all real numbers except 2`; undefined for anything else. */
export function readExceptions(source: string, depth: number, read: Read): Shape | undefined {
  const [whole, gone, ...more] = splitTop(source, /\\setminus(?![a-zA-Z])|(?<=\\R )-(?= ?\\\{)/)
  const isReals = (text: string) => /^\\R$/.test(text) || /^\( ?- ?\\infty ?, ?\+? ?\\infty ?\)$/.test(text)
  if (gone !== undefined && more.length === 0 && whole !== undefined && isReals(whole.replace(/^x ?\\in ?/, '')))
    return without(read(gone, depth + 1), source)
  const words = plain(source)
  const [, excepted] =
    /^(?:x is |x can be )?(?:the set of )?(?:all|any|every) (?:the )?reals?(?: numbers?)?(?: x)?,? (?:except(?: for)?|other than|excluding|but|besides|not equal to|where x \\ne|such that x \\ne) ([^ ].*)$/i.exec(
      words,
    ) ?? []
  return excepted === undefined ? undefined : without(read(excepted.replace(/^x ?= ?/, ''), depth + 1), source)
}

const plain = (source: string): string =>
  /real/.test(source)
    ? source
        .replace(/\\text\{([^{}]*)\}/g, '$1 ')
        .replace(/ +/g, ' ')
        .trim()
    : ''

function without(points: Shape, source: string): Shape {
  return realsWithout(points.kind === 'list' ? points.items : [points], source)
}

/** The open intervals between the excluded points, from left to right. */
export function realsWithout(points: readonly Shape[], source: string): Shape {
  const sorted = points.length === 1 ? points : inOrderOfSize(points)
  const [first, last] = [sorted?.[0], sorted?.at(-1)]
  if (sorted === undefined || first === undefined || last === undefined) return { kind: 'unreadable', source }
  const bounds = [minusInfinity, ...sorted, infinity]
  const items = sorted.map((point, at) => interval(bounds[at] ?? minusInfinity, bare(point), source))
  return { kind: 'union', items: [...items, interval(bare(last), infinity, source)], without: points, source }
}

function inOrderOfSize(points: readonly Shape[]): Shape[] | undefined {
  const sized = points.map(point => ({ point: bare(point), size: point.kind === 'value' ? sizeOf(point) : Number.NaN }))
  if (sized.some(({ size }) => !Number.isFinite(size))) return undefined
  return sized.toSorted((a, b) => a.size - b.size).map(({ point }) => point)
}

function sizeOf({ expression }: Of<'value'>): number {
  if (variablesOf(expression).size > 0) return Number.NaN
  const { re, im } = numericValue(expression, () => Number.NaN).value
  return im === 0 ? re : Number.NaN
}

const bare = (point: Shape): Shape => {
  const { subject: _, ...rest } = point
  return rest
}

const interval = (low: Shape, high: Shape, source: string): Shape => ({
  kind: 'tuple',
  open: '(',
  close: ')',
  items: [low, high],
  source,
})

const bound = (sign: 1n | -1n): Shape => {
  const endless = { kind: 'symbol', name: 'infinity' } as const
  return {
    kind: 'value',
    source: sign === 1n ? '\\infty' : '-\\infty',
    expression: sign === 1n ? endless : { kind: 'product', factors: [minusOne, endless] },
  }
}

const infinity = bound(1n)
const minusInfinity = bound(-1n)
