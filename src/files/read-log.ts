import { type FileHandle, open } from 'node:fs/promises'
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
  const file = await openIfThere(path)
  if (file === undefined) return
  try {
    // One buffer for the whole file, larger only for a line that doesn't fit: records are copies of what is in it.
    let buffer = Buffer.allocUnsafe(chunk)
    let kept = 0
    let offset = start
    for (;;) {
      if (kept === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2)
      const { bytesRead } = await file.read(buffer, kept, buffer.length - kept, offset + kept)
      if (bytesRead === 0) break
      const filled = buffer.subarray(0, kept + bytesRead)
      const entries: LogEntry[] = []
      let from = 0
      for (let end = filled.indexOf(10, kept); end >= 0; end = filled.indexOf(10, from)) {
        entries.push({ offset: offset + from, length: end + 1 - from, record: safeDecode(filled.subarray(from, end)) })
        from = end + 1
      }
      kept = filled.length - from
      buffer.copyWithin(0, from, filled.length)
      offset += from
      if (entries.length > 0) yield entries
    }
    if (kept > 0) yield [{ offset, length: kept, record: undefined }]
  } finally {
    await file.close()
  }
}

/** Reads the one line that starts at `offset`. */
export async function readLineAt(path: string, offset: number): Promise<Record<string, unknown> | undefined> {
  return (await readEntryAt(path, offset))?.record
}

export async function readEntryAt(path: string, offset: number): Promise<LogEntry | undefined> {
  for await (const entries of readLog(path, offset, 1 << 14)) return entries[0]
  return undefined
}

/** A file for reading, or nothing where there is none. */
export const openIfThere = (path: string): Promise<FileHandle | undefined> =>
  open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

// A checksum can match by chance only; JSON that doesn't parse under it is a broken line all the same.
export function safeDecode(line: Buffer): Record<string, unknown> | undefined {
  try {
    return decodeLine(line)
  } catch {
    return undefined
  }
}
