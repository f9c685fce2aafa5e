/** What Python's `str.strip()` takes off: other characters than `trim()` does. */
const blank = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const blanks = new RegExp(`^${blank}+|${blank}+$`, 'g')

export const pythonStrip = (text: string): string => text.replace(blanks, '')

/** A finite number as Python's `float()` reads it: digits of any script, an underscore between digits, an exponent. */
export function pythonFloat(text: string): number | undefined {
  const ascii = pythonStrip(text).replace(/\p{Nd}/gu, digitOf)
  const value = number.test(ascii) ? Number(ascii.replaceAll('_', '')) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

const digits = '\\d+(?:_\\d+)*'
const number = new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:[eE][+-]?${digits})?$`)

/** Unicode has its digits in runs of ten, from 0 to 9. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  let start = code
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--
  return String((code - start) % 10)
}
