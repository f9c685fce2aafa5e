import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { XevalError } from '../core/errors.ts'
import type { FileDigest } from '../core/manifest.ts'

export interface CopyOptions {
  /** A tail that a crash broke is left out; without this it is an error. */
  mayEndTorn: boolean
  /** Sees each whole line, without its newline. */
  visit?(line: Buffer): void
}

const CHUNK = 1 << 20

/**
 * Appends a log's lines to an open file as they are, each checked against its checksum and none of them parsed. Memory is
 * 1 MiB and the longest line. Resolves with the digest of what was read; a log that isn't there is as an empty one.
 */
export async function copyLog(from: string, to: FileHandle, { mayEndTorn, visit }: CopyOptions): Promise<FileDigest> {
  const source = await open(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  const hash = createHash('sha256')
  let bytes = 0
  if (source === undefined) return { bytes, sha256: hash.digest('hex') }
  // One buffer for the whole file, larger only for a line that doesn't fit.
  let buffer = Buffer.allocUnsafe(CHUNK)
  let kept = 0
  let lines = 0
  let broken: number | undefined
  try {
    for (;;) {
      if (kept === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2)
      const { bytesRead } = await source.read(buffer, kept, buffer.length - kept, null)
      if (bytesRead === 0) break
      const filled = buffer.subarray(0, kept + bytesRead)
      hash.update(filled.subarray(kept))
      bytes += bytesRead
      let start = 0
      let whole = 0
      for (let end = filled.indexOf(10, kept); end >= 0; end = filled.indexOf(10, start)) {
        const line = filled.subarray(start, end)
        start = end + 1
        if (!isWhole(line)) {
          broken ??= lines + 1
          continue
        }
        // What a crash breaks is the end: a whole line behind a broken one means an edit.
        if (broken !== undefined) throw corrupt(from, broken)
        visit?.(line)
        lines++
        whole = start
      }
      // All of it: a single write may stop short on a disk that fills up, and say nothing.
      if (whole > 0) await to.writeFile(filled.subarray(0, whole))
      kept = filled.length - start
      buffer.copyWithin(0, start, filled.length)
    }
  } finally {
    await source.close()
  }
  if (kept > 0) broken ??= lines + 1
  if (broken !== undefined && !mayEndTorn) throw corrupt(from, broken)
  return { bytes, sha256: hash.digest('hex') }
}

const TAIL = ',"crc":"00000000"}'.length

/** Says the same as `decodeLine`, without reading the JSON. */
function isWhole(line: Buffer): boolean {
  const end = line.length - TAIL
  if (end <= 0) return false
  const sum = crc32(line.subarray(0, end)).toString(16).padStart(8, '0')
  return line.toString('latin1', end) === `,"crc":"${sum}"}`
}

const corrupt = (file: string, line: number): XevalError =>
  new XevalError('corrupt-log', `${file}:${line}: the line is incomplete`, {
    hint: 'Resume that run, which removes the remains of a crash, or restore the file from a copy.',
    location: { file, line },
  })
