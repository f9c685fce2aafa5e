import { strip } from './text.ts'

/** JSON as Python's `json.loads` takes it: NaN and the infinities are numbers too, white space is JSON's own. */
export function isPythonJson(text: string): boolean {
  const trimmed = strip(text)
  return isJson(trimmed) || (/NaN|Infinity/.test(trimmed) && isJson(withPlainNumbers(trimmed)))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** A number in place of each of these names that stands outside of strings. */
function withPlainNumbers(text: string): string {
  let plain = ''
  let from = 0
  while (from < text.length) {
    const open = text.indexOf('"', from)
    const end = open < 0 ? text.length : open
    plain += text.slice(from, end).replace(/NaN|-?Infinity/g, '0')
    from = open < 0 ? end : endOfString(text, open)
    plain += text.slice(end, from)
  }
  return plain
}

function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++
    else if (text.charAt(at) === '"') return at + 1
  }
  return text.length
}
