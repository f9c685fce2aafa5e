import { isUtf8 } from 'node:buffer'

/** Thrown with the offset inside the literal's text; the caller knows where that stands in the file. */
export class BadEscape extends Error {
  readonly offset: number
  constructor(offset: number, problem: string) {
    super(problem)
    this.offset = offset
  }
}

/** The text of a `str` literal's inside, its escapes decoded as CPython does; an unknown escape stays as it is. */
export const decodeText = (inside: string): string => decode(inside, unicode)

/** A `bytes` literal's inside as the text that its bytes are in UTF-8. */
export function decodeBytes(inside: string): string {
  const wide = /[^\0-\x7f]/.exec(inside)
  if (wide) throw new BadEscape(wide.index, 'a bytes literal may contain only ASCII characters')
  return utf8(decode(inside, {}))
}

/** The text of a raw bytes literal, which has no escapes. */
export function rawBytes(inside: string): string {
  const wide = /[^\0-\x7f]/.exec(inside)
  if (wide) throw new BadEscape(wide.index, 'a bytes literal may contain only ASCII characters')
  return inside
}

type Escape = (inside: string, at: number) => { text: string; end: number }

function decode(inside: string, more: Record<string, Escape>): string {
  let text = ''
  let from = 0
  for (let at = inside.indexOf('\\'); at !== -1; at = inside.indexOf('\\', from)) {
    text += inside.slice(from, at)
    const letter = inside.charAt(at + 1)
    const read = more[letter] ?? common[letter] ?? unknown
    const decoded = read(inside, at)
    text += decoded.text
    from = decoded.end
  }
  return text + inside.slice(from)
}

const unknown: Escape = (inside, at) => ({ text: inside.slice(at, at + 2), end: at + 2 })

const simple =
  (text: string): Escape =>
  (_, at) => ({ text, end: at + 2 })

const octal: Escape = (inside, at) => {
  const digits = /^[0-7]{1,3}/.exec(inside.slice(at + 1, at + 4))?.[0] ?? ''
  return { text: String.fromCharCode(Number.parseInt(digits, 8)), end: at + 1 + digits.length }
}

const hex =
  (length: number): Escape =>
  (inside, at) => {
    const digits = inside.slice(at + 2, at + 2 + length)
    if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) {
      throw new BadEscape(at, `\\${inside.charAt(at + 1)} needs ${length} hexadecimal digits`)
    }
    const point = Number.parseInt(digits, 16)
    if (point > 0x10ffff) throw new BadEscape(at, `\\U${digits} is beyond Unicode`)
    if (point >= 0xd800 && point <= 0xdfff) throw new BadEscape(at, `\\u${digits} is a lone surrogate`)
    return { text: String.fromCodePoint(point), end: at + 2 + length }
  }

const named: Escape = (inside, at) => {
  const name = /^\{([^}]*)\}/.exec(inside.slice(at + 2))?.[1]
  if (name === undefined) throw new BadEscape(at, '\\N needs a character name in braces')
  const text = characterNames[name.toUpperCase()]
  if (text === undefined) throw new BadEscape(at, `xeval does not know the character name in \\N{${name}}`)
  return { text, end: at + 4 + name.length }
}

const common: Record<string, Escape> = {
  '\n': simple(''),
  '\\': simple('\\'),
  "'": simple("'"),
  '"': simple('"'),
  a: simple('\x07'),
  b: simple('\b'),
  f: simple('\f'),
  n: simple('\n'),
  r: simple('\r'),
  t: simple('\t'),
  v: simple('\v'),
  x: hex(2),
  ...Object.fromEntries(Array.from('01234567', digit => [digit, octal])),
}

const unicode: Record<string, Escape> = { u: hex(4), U: hex(8), N: named }

/** JavaScript has no table of Unicode names: those of typography that prompts use. */
const characterNames: Record<string, string> = {
  'NO-BREAK SPACE': '\u00a0',
  'EN DASH': '\u2013',
  'EM DASH': '\u2014',
  'LEFT SINGLE QUOTATION MARK': '\u2018',
  'RIGHT SINGLE QUOTATION MARK': '\u2019',
  'LEFT DOUBLE QUOTATION MARK': '\u201c',
  'RIGHT DOUBLE QUOTATION MARK': '\u201d',
  BULLET: '\u2022',
  'HORIZONTAL ELLIPSIS': '\u2026',
  'RIGHTWARDS ARROW': '\u2192',
  'IDEOGRAPHIC SPACE': '\u3000',
  'FULLWIDTH COLON': '\uff1a',
  'DEGREE SIGN': '\u00b0',
}

function utf8(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1')
  if (!isUtf8(bytes)) throw new BadEscape(0, 'these bytes are not UTF-8 text')
  return bytes.toString('utf8')
}
