import { open } from 'node:fs/promises'
import { decodeLine } from './line.ts'

export interface LogEntry {
  /** Byte offset of the line's start. */
  offset: number
  /** Bytes with the newline. */
  length: number
  /** `undefined` where the line is torn, zero-filled or edited. */
  record: Record<string, unknown> | undefined
}

const CHUNK = 1 << 20

/** The lines of a log as a stream of batches, in 1 MiB reads; a last line without its newline comes as a broken one. */
export async function* readLog(path: string, start = 0, chunk = CHUNK): AsyncGenerator<LogEntry[]> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return
  try {
    let rest: Buffer = Buffer.alloc(0)
    let offset = start
    for (let position = start; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunk), 0, chunk, position)
      if (bytesRead === 0) break
      position += bytesRead
      rest = rest.length === 0 ? buffer.subarray(0, bytesRead) : Buffer.concat([rest, buffer.subarray(0, bytesRead)])
      const entries: LogEntry[] = []
      let from = 0
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
        entries.push({ offset: offset + from, length: end + 1 - from, record: safeDecode(rest.subarray(from, end)) })
        from = end + 1
      }
      rest = rest.subarray(from)
      offset += from
      if (entries.length > 0) yield entries
    }
    if (rest.length > 0) yield [{ offset, length: rest.length, record: undefined }]
  } finally {
    await file.close()
  }
}

/** Reads the one line that starts at `offset`. */
export async function readLineAt(path: string, offset: number): Promise<Record<string, unknown> | undefined> {
  for await (const entries of readLog(path, offset, 1 << 14)) return entries[0]?.record
  return undefined
}

// A checksum can match by chance only; JSON that doesn't parse under it is a broken line all the same.
function safeDecode(line: Buffer): Record<string, unknown> | undefined {
  try {
    return decodeLine(line)
  } catch {
    return undefined
  }
}
