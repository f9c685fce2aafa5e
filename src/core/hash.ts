import { createHash } from 'node:crypto'

/** Lower-case hex SHA-256 of UTF-8 text or bytes. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/**
 * A sample's id: dataset name and 16 hex digits (64 bits) of the content's SHA-256. Leading and trailing white space
 * doesn't count and Unicode is NFC-normalised, so that a re-encoded copy of a dataset keeps its ids.
 */
export const stableId = (dataset: string, ...content: string[]): string =>
  `${dataset}-${sha256(content.map(part => part.normalize('NFC').trim()).join('\u0000')).slice(0, 16)}`

/** JSON with sorted keys and no `undefined`: equal values give equal text, whatever order their keys were set in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isPlainObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
