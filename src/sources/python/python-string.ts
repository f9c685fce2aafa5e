import { pythonError } from './python-error.ts'
import { BadEscape, decodeBytes, decodeText, rawBytes } from './python-escapes.ts'

/** A part of a string literal: its decoded text, or the source of a `{hole}` in an f-string. */
export type Piece = { text: string } | { hole: string }

export interface PythonString {
  pieces: Piece[]
  /** An f-string, even one without holes. */
  formatted: boolean
  bytes: boolean
  /** Offset behind the closing quote. */
  end: number
}

/** The string literal that starts at `at`, or undefined where none does. Line ends in `source` must be `\n`. */
export function readString(source: string, at: number, depth = 0): PythonString | undefined {
  opening.lastIndex = at
  const match = opening.exec(source)
  if (!match) return undefined
  const kind = (match[1] ?? '').toLowerCase()
  const quote = match[2] ?? ''
  // `in"…"` is a word and a string.
  if (!kinds.has(kind)) return undefined
  const raw = kind.includes('r')
  const bytes = kind.includes('b')
  const scan: Scan = { source, quote, raw, start: at, depth }
  const body = at + match[0].length
  const { parts, end } = kind.includes('f') ? scanFormatted(scan, body) : scanPlain(scan, body)
  const pieces = parts.map(part => ('hole' in part ? part : { text: decodePart(source, part, raw, bytes) }))
  return { pieces, formatted: kind.includes('f'), bytes, end }
}

const opening = /([a-zA-Z]{0,2})("""|'''|"|')/y
const kinds = new Set(['', 'r', 'u', 'b', 'f', 'br', 'rb', 'fr', 'rf'])

interface Scan {
  source: string
  quote: string
  raw: boolean
  start: number
  depth: number
}

/** Undecoded text with its offset; `literal` is already decoded (a doubled brace). */
type Part = { inside: string; offset: number; literal?: true } | { hole: string }

function decodePart(source: string, part: Exclude<Part, { hole: string }>, raw: boolean, bytes: boolean): string {
  if (part.literal) return part.inside
  try {
    if (raw) return bytes ? rawBytes(part.inside) : part.inside
    return bytes ? decodeBytes(part.inside) : decodeText(part.inside)
  } catch (error) {
    throw error instanceof BadEscape ? pythonError(source, part.offset + error.offset, error.message) : error
  }
}

function scanPlain(scan: Scan, from: number): { parts: Part[]; end: number } {
  const { source, quote } = scan
  for (let i = from; i < source.length; i++) {
    if (source.startsWith(quote, i)) {
      return { parts: [{ inside: source.slice(from, i), offset: from }], end: i + quote.length }
    }
    if (source[i] === '\\') i++
    else if (source[i] === '\n' && quote.length === 1) break
  }
  throw unterminated(scan)
}

function scanFormatted(scan: Scan, from: number): { parts: Part[]; end: number } {
  const { source, quote } = scan
  if (scan.depth > 20) throw pythonError(source, scan.start, 'f-strings are nested too deeply')
  const parts: Part[] = []
  let start = from
  const flush = (end: number): void => {
    if (end > start) parts.push({ inside: source.slice(start, end), offset: start })
  }
  let i = from
  while (i < source.length && !(source[i] === '\n' && quote.length === 1)) {
    if (source.startsWith(quote, i)) {
      flush(i)
      return { parts, end: i + quote.length }
    }
    const character = source[i]
    if (character === '\\') i = afterBackslash(scan, i)
    else if (character !== '{' && character !== '}') i++
    else {
      flush(i)
      if (source[i + 1] === character) {
        parts.push({ inside: character, offset: i, literal: true })
        start = i + 2
      } else {
        if (character === '}') throw pythonError(source, i, 'a single `}` in an f-string')
        start = holeEnd(scan, i + 1) + 1
        parts.push({ hole: holeText(source, i + 1, start - 1) })
      }
      i = start
    }
  }
  throw unterminated(scan)
}

/** A backslash takes the next character with it, but never opens or closes a hole; `\N{…}` is one escape. */
function afterBackslash({ source, raw }: Scan, at: number): number {
  const next = source[at + 1]
  if (next === '{' || next === '}') return at + 1
  if (!raw && next === 'N' && source[at + 2] === '{') {
    const close = source.indexOf('}', at)
    return close === -1 ? source.length : close + 1
  }
  return at + 2
}

function holeText(source: string, from: number, end: number): string {
  const text = source.slice(from, end).trim()
  if (text === '') throw pythonError(source, from, 'an empty placeholder in an f-string')
  return text
}

/** The offset of the `}` that closes the hole: nested brackets, strings and format specs are skipped. */
function holeEnd(scan: Scan, from: number): number {
  const { source } = scan
  let open = 0
  let i = from
  while (i < source.length) {
    const character = source.charAt(i)
    const string = /["'a-zA-Z_]/.test(character) ? readString(source, i, scan.depth + 1) : undefined
    if (string) i = string.end
    else if (/\w/.test(character)) i = wordEnd(source, i)
    else if (character === '}' && open === 0) return i
    else if (character === ':' && open === 0) return specEnd(scan, i + 1)
    else if ('\\#;'.includes(character))
      throw pythonError(source, i, `\`${character}\` in the placeholder of an f-string`)
    else {
      if ('([{'.includes(character)) open++
      else if (')]}'.includes(character)) open--
      i++
    }
  }
  throw unterminated(scan)
}

function specEnd(scan: Scan, from: number): number {
  const { source, quote } = scan
  for (let i = from; i < source.length; i++) {
    if (source[i] === '}') return i
    if (source.startsWith(quote, i) || (source[i] === '\n' && quote.length === 1)) break
    if (source[i] === '{') i = holeEnd({ ...scan, depth: nested(scan) }, i + 1)
  }
  throw unterminated(scan)
}

function nested(scan: Scan): number {
  if (scan.depth > 20) throw pythonError(scan.source, scan.start, 'f-strings are nested too deeply')
  return scan.depth + 1
}

function wordEnd(source: string, from: number): number {
  let i = from
  while (/\w/.test(source.charAt(i))) i++
  return i
}

const unterminated = ({ source, start }: Scan) => pythonError(source, start, 'a string starts here and never ends')
