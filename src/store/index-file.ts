import { type FileHandle, open, rm } from 'node:fs/promises'
import { openIfThere } from './read-log.ts'

/**
 * The sidecar of a log: one record of 20 bytes a line, so that a run opens without reading its log. It is derived from
 * the log and never believed where the two differ: what is missing or wrong is read from the log again.
 */
export interface IndexEntry {
  key: number
  /** Byte offset of the line in the log. */
  offset: number
  ok: boolean
}

const RECORD = 20
const BATCH = 1 << 15

export const indexPath = (log: string): string => log.replace(/(\.jsonl)?$/, '.idx')

/** How many of the last entries are held back until one of them is seen to be right. */
const HELD = 64

/**
 * Hands the entries to `visit` up to the first that is torn, zeroed, out of order or past the log, less those at the end that
 * `isRight` doesn't know: after a power cut the sidecar can be ahead of its log. Gives back the bytes and the last entry
 * that stand; none at all where not even one of the last 64 is right.
 */
export async function readIndex(
  path: string,
  logSize: number,
  visit: (key: number, offset: number, ok: boolean) => void,
  isRight: (entry: IndexEntry) => Promise<boolean>,
): Promise<{ bytes: number; last?: IndexEntry }> {
  const file = await openIfThere(path)
  if (file === undefined) return { bytes: 0 }
  const held: IndexEntry[] = []
  let bytes = 0
  let previous = -1
  try {
    const buffer = Buffer.alloc(RECORD * BATCH)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, bytes)
      let at = 0
      for (; at + RECORD <= bytesRead; at += RECORD) {
        const entry = decode(buffer, at)
        if (entry === undefined || entry.offset <= previous || entry.offset >= logSize) break
        previous = entry.offset
        held.push(entry)
        const first = held.length > HELD ? held.shift() : undefined
        if (first !== undefined) visit(first.key, first.offset, first.ok)
      }
      bytes += at
      if (at < buffer.length) break
    }
  } finally {
    await file.close()
  }
  for (let last = held.at(-1); last !== undefined && !(await isRight(last)); last = held.at(-1)) {
    held.pop()
    bytes -= RECORD
  }
  for (const { key, offset, ok } of held) visit(key, offset, ok)
  const last = held.at(-1)
  return last === undefined ? { bytes: 0 } : { bytes, last }
}

/** Adds entries to a sidecar. It may fall behind its log, after a crash or on a full disk; the log's tail then stands in. */
export interface IndexWriter {
  add(key: number, offset: number, ok: boolean): void
  flush(): Promise<void>
  close(): Promise<void>
}

export async function openIndexWriter(path: string, bytes: number): Promise<IndexWriter> {
  if (bytes === 0) await rm(path, { force: true })
  const file = await open(path, bytes === 0 ? 'w' : 'r+')
  await file.truncate(bytes)
  return new Writer(file, bytes)
}

class Writer implements IndexWriter {
  readonly #file: FileHandle
  #at: number
  #buffer = Buffer.alloc(RECORD * 64)
  #used = 0
  #writing: Promise<void> | undefined
  #broken = false

  constructor(file: FileHandle, at: number) {
    this.#file = file
    this.#at = at
  }

  add(key: number, offset: number, ok: boolean): void {
    if (this.#broken) return
    if (this.#used === this.#buffer.length) this.#buffer = Buffer.concat([this.#buffer], this.#used * 2)
    encode(this.#buffer, this.#used, key, offset, ok)
    this.#used += RECORD
  }

  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
    if (this.#used === 0) return
    const bytes = this.#buffer.subarray(0, this.#used)
    this.#buffer = Buffer.alloc(RECORD * 64)
    this.#used = 0
    this.#writing = this.#write(bytes)
    await this.#writing
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#file.close()
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      await this.#file.write(bytes, 0, bytes.length, this.#at)
      this.#at += bytes.length
    } catch {
      // The log holds everything; an index that ends early costs the next opening some reading, and no more.
      this.#broken = true
    } finally {
      this.#writing = undefined
    }
  }
}

function encode(buffer: Buffer, at: number, key: number, offset: number, ok: boolean): void {
  const parts = [key % 2 ** 32, Math.floor(key / 2 ** 32), offset % 2 ** 32, highOf(offset, ok)] as const
  parts.forEach((part, i) => void buffer.writeUInt32LE(part, at + 4 * i))
  buffer.writeUInt32LE(checkOf(...parts), at + 16)
}

function decode(buffer: Buffer, at: number): IndexEntry | undefined {
  const a = buffer.readUInt32LE(at)
  const b = buffer.readUInt32LE(at + 4)
  const c = buffer.readUInt32LE(at + 8)
  const d = buffer.readUInt32LE(at + 12)
  if (buffer.readUInt32LE(at + 16) !== checkOf(a, b, c, d)) return undefined
  return { key: b * 2 ** 32 + a, offset: (d >>> 1) * 2 ** 32 + c, ok: (d & 1) === 1 }
}

const highOf = (offset: number, ok: boolean): number => Math.floor(offset / 2 ** 32) * 2 + (ok ? 1 : 0)

/** MurmurHash3's mixing of four words; an all-zero record does not match it. */
function checkOf(...words: readonly [number, number, number, number]): number {
  let hash = 0x9747b28c
  for (const word of words) {
    hash ^= Math.imul(word, 0xcc9e2d51)
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
