import { crc32 } from 'node:zlib'

/**
 * A record as one line of JSON that ends in its own checksum: `{"…":…,"crc":"1a2b3c4d"}`. Readers such as jq or pandas
 * see one more key; we see a torn, zero-filled or edited line.
 */
export function encodeLine(record: object): Buffer {
  const body = Buffer.from(JSON.stringify(record).slice(0, -1))
  return Buffer.concat([body, Buffer.from(`,"crc":"${hex(crc32(body))}"}\n`)])
}

/** The record of a line without its newline; `undefined` where the line is not whole. */
export function decodeLine(line: Buffer): Record<string, unknown> | undefined {
  const body = line.subarray(0, line.length - TAIL)
  if (line.length <= TAIL || line.toString('latin1', body.length) !== `,"crc":"${hex(crc32(body))}"}`) return undefined
  const record: Record<string, unknown> = JSON.parse(body.toString('utf8') + '}')
  return record
}

const TAIL = ',"crc":"00000000"}'.length

const hex = (value: number): string => value.toString(16).padStart(8, '0')
