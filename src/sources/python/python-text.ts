import { pythonError } from './python-error.ts'
import type { Piece } from './python-string.ts'
import type { Token } from './python-tokens.ts'

/** Neighbouring string literals as the one string that they make. */
export function concatenate(source: string, tokens: readonly Token[]): Piece[] {
  const [only] = tokens
  if (only?.string && tokens.length === 1) return only.string.pieces
  const strings = tokens.flatMap(({ string }) => string ?? [])
  if (strings.some(({ bytes }) => bytes !== strings[0]?.bytes)) {
    throw pythonError(source, tokens[0]?.start ?? 0, 'bytes and text literals are adjacent')
  }
  return strings.flatMap(({ pieces }) => pieces)
}

/** The text with `{hole}` for every hole; throws where a literal brace would make text look like one of them. */
export function textOf(source: string, offset: number, pieces: readonly Piece[]): { text: string; holes: string[] } {
  const holes = pieces.flatMap(piece => ('hole' in piece ? [piece.hole] : []))
  const text = pieces.map(piece => ('hole' in piece ? `{${piece.hole}}` : piece.text)).join('')
  for (const hole of new Set(holes)) {
    const seen = text.split(`{${hole}}`).length - 1
    if (seen !== holes.filter(other => other === hole).length) {
      throw pythonError(source, offset, `literal text looks like the placeholder {${hole}}`)
    }
  }
  return { text, holes }
}

/**
 * The value of an expression that is string literals and nothing else: neighbours, `+`, parentheses, and a
 * `.strip()` without arguments. Undefined for any other expression.
 */
export function stringValue(source: string, tokens: readonly Token[]): Piece[] | undefined {
  let at = 0
  const is = (text: string, ahead = 0): boolean =>
    tokens[at + ahead]?.kind !== 'string' && tokens[at + ahead]?.text === text
  const sum = (): Piece[] | undefined => {
    let value = term()
    while (value && is('+')) {
      at++
      const right = term()
      value = right && [...value, ...right]
    }
    return value
  }
  const term = (): Piece[] | undefined => {
    let value = atom()
    while (value && is('.') && is('strip', 1) && is('(', 2) && is(')', 3)) {
      at += 4
      value = strip(value)
    }
    return value
  }
  const atom = (): Piece[] | undefined => {
    if (is('(')) {
      at++
      const value = sum()
      if (!value || !is(')')) return undefined
      at++
      return value
    }
    const start = at
    while (tokens[at]?.kind === 'string') at++
    return at > start ? concatenate(source, tokens.slice(start, at)) : undefined
  }
  const value = sum()
  return at === tokens.length ? value : undefined
}

/** What `str.strip()` takes away: not quite what JavaScript's `trim` does. */
const blank = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+'
const leading = new RegExp(`^${blank}`)
const trailing = new RegExp(`${blank}$`)

function strip(pieces: readonly Piece[]): Piece[] | undefined {
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    if (last && 'text' in last && 'text' in piece) merged[merged.length - 1] = { text: last.text + piece.text }
    else merged.push(piece)
  }
  const edge = (piece: Piece | undefined, blanks: RegExp): Piece | undefined =>
    piece && 'text' in piece ? { text: piece.text.replace(blanks, '') } : undefined
  if (merged.length === 0) return []
  const first = edge(merged[0], leading)
  if (first) merged[0] = first
  const last = edge(merged.at(-1), trailing)
  if (last) merged[merged.length - 1] = last
  // A hole at the edge is stripped only when it is filled: unknown here.
  return first && last ? merged : undefined
}
