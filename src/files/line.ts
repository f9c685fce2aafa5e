import { crc32 } from 'node:zlib'

/**
 * A record as one line of JSON that ends in its own checksum: `{"…":…,"crc":"1a2b3c4d"}`. Readers such as jq or pandas
 * see one more key; we see a torn, zero-filled or edited line.
 */
export function encodeLine(record: object): Buffer {
  const body = JSON.stringify(record)
  // The closing brace makes room for the checksum before it.
  const end = Buffer.byteLength(body) - 1
  const line = Buffer.allocUnsafe(end + TAIL + 1)
  line.write(body, 'utf8')
  line.write(`,"crc":"${hex(crc32(line.subarray(0, end)))}"}\n`, end, 'latin1')
  return line
}

/** The record of a line without its newline; `undefined` where the line is not whole. */
export function decodeLine(line: Buffer): Record<string, unknown> | undefined {
  const end = line.length - TAIL
  if (end <= 0) return undefined
  const tail = line.toString('latin1', end)
  if (tail !== `,"crc":"${hex(crc32(line.subarray(0, end)))}"}`) return undefined
  const record: Record<string, unknown> = JSON.parse(line.toString('utf8', 0, end) + '}')
  return record
}

const TAIL = ',"crc":"00000000"}'.length

const hex = (value: number): string => value.toString(16).padStart(8, '0')
