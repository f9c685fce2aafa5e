import { closeSync, openSync, readSync } from 'node:fs'
import { safeDecode } from '../../files/read-log.ts'

const BLOCK = 1 << 18
const KEPT = 8

/**
 * Reads single lines of segments. A run asks for its answers in nearly the order in which they were written, so that a
 * block read for one line holds the next hundred; reading is synchronous, as a promise a line would cost more than the read.
 */
export function makeSegmentReader(paths: readonly string[]) {
  // Opened at once, so that another process can merge or prune them meanwhile: what is open stays readable.
  const files = paths.map(openIfThere)
  const blocks: { segment: number; start: number; bytes: Buffer }[] = []

  const load = (segment: number, start: number, size: number): Buffer | undefined => {
    const file = files[segment]
    if (file === undefined) return undefined
    const reused = size === BLOCK && blocks.length >= KEPT ? blocks.shift()?.bytes : undefined
    const buffer = reused?.buffer.byteLength === BLOCK ? Buffer.from(reused.buffer) : Buffer.alloc(size)
    const bytes = buffer.subarray(0, readSync(file, buffer, 0, size, start))
    if (size === BLOCK) blocks.push({ segment, start, bytes })
    return bytes
  }

  return {
    /** Whether every segment was still there. */
    whole: files.every(file => file !== undefined),
    /** The record at an offset; nothing where the file is gone or the line is not whole. */
    read(segment: number, offset: number): Record<string, unknown> | undefined {
      for (const block of blocks) {
        const from = offset - block.start
        if (block.segment !== segment || from < 0 || from >= block.bytes.length) continue
        const end = block.bytes.indexOf(10, from)
        if (end >= 0) return safeDecode(block.bytes.subarray(from, end))
      }
      for (let size = BLOCK; ; size *= 4) {
        const bytes = load(segment, offset, size)
        if (bytes === undefined) return undefined
        const end = bytes.indexOf(10)
        if (end >= 0) return safeDecode(bytes.subarray(0, end))
        if (bytes.length < size) return undefined
      }
    },
    close(): void {
      for (const file of files.splice(0)) if (file !== undefined) closeSync(file)
    },
  }
}

/** Another process may have removed it: then there is nothing to be had from it. */
function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
