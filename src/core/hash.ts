import { hash } from 'node:crypto'

/**
 * Lower-case hex SHA-256 of UTF-8 text or bytes.
 *
 * @example
 * sha256('abc').slice(0, 8) // → 'ba7816bf'
 */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data)

/**
 * A sample's id: dataset name and 16 hex digits (64 bits) of the content's SHA-256. Leading and trailing white space
 * doesn't count and Unicode is NFC-normalised, so that a re-encoded copy of a dataset keeps its ids.
 *
 * @example
 * stableId('toy', 'What is 2 + 2?') // → 'toy-38d46ad3618826cf'
 * stableId('toy', ' What is 2 + 2? ') === stableId('toy', 'What is 2 + 2?') // → true
 */
export const stableId = (dataset: string, ...content: string[]): string =>
  `${dataset}-${sha256(content.map(part => part.normalize('NFC').trim()).join('\u0000')).slice(0, 16)}`

/**
 * JSON with sorted keys and no `undefined`: equal values give equal text, whatever order their keys were set in. By hand,
 * as it is made of every request, and JSON.stringify is slow with a replacer.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value) ?? 'null'
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return `[${value.map(entry => textOf(entry) ?? 'null').join(',')}]`
  if (!isPlainObject(value)) return JSON.stringify(value)
  if (typeof value['toJSON'] === 'function') return textOf(value['toJSON']())
  let text = ''
  for (const key of sortedKeys(value)) {
    const inner = textOf(value[key])
    if (inner !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${inner}`
  }
  return `{${text}}`
}

/** By code units, but whole numbers first and by size, where every object of JavaScript has them. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value).sort()
  const [first = ':'] = keys
  // ':' is the first character behind the digits.
  return first < ':' ? Object.keys(Object.fromEntries(keys.map(key => [key, 0]))) : keys
}

const isPlainObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
