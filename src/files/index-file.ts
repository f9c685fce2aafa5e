import { type FileHandle, open, rm } from 'node:fs/promises'
import { openIfThere } from './read-log.ts'

/**
 * The sidecar of a log: one record of 20 bytes a line, so that a run opens without reading its log. It is derived from
 * the log and never believed where the two differ: what is missing or wrong is read from the log again. Each record's check goes on
 * from that of the one before, so that none can be missing, double or in another place.
 */
export interface IndexEntry {
  key: number
  /** Byte offset of the line in the log. */
  offset: number
  ok: boolean
}

/** Bytes, and 32-bit words, of a record. */
export const RECORD = 20
export const WORDS = RECORD / 4
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
  // The last entries, in a ring: a million of them pass by, so that none is made an object before it is needed.
  const held = new Float64Array(2 * HELD)
  let count = 0
  let bytes = 0
  let previous = -1
  let check = START
  try {
    const words = new Uint32Array(WORDS * BATCH)
    const buffer = Buffer.from(words.buffer)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, bytes)
      const end = Math.floor(bytesRead / RECORD) * WORDS
      let at = 0
      for (; at < end; at += WORDS, count++) {
        const [a = 0, b = 0, c = 0, d = 0] = [words[at], words[at + 1], words[at + 2], words[at + 3]]
        const offset = (d >>> 1) * 2 ** 32 + c
        const next = checkOf(check, a, b, c, d)
        if (words[at + 4] !== next || offset <= previous || offset >= logSize) break
        previous = offset
        check = next
        const slot = 2 * (count % HELD)
        if (count >= HELD) visitHeld(held, slot, visit)
        held[slot] = b * 2 ** 32 + a
        held[slot + 1] = d & 1 ? offset : -1 - offset
      }
      bytes += at * 4
      if (at < words.length) break
    }
  } finally {
    await file.close()
  }
  const first = Math.max(0, count - HELD)
  const entryAt = (n: number): IndexEntry => entryOf(held, 2 * (n % HELD))
  while (count > first && !(await isRight(entryAt(count - 1)))) count--
  for (let n = first; n < count; n++) visitHeld(held, 2 * (n % HELD), visit)
  return count === first ? { bytes: 0 } : { bytes: count * RECORD, last: entryAt(count - 1) }
}

const entryOf = (held: Float64Array, slot: number): IndexEntry => {
  const [key = 0, at = 0] = [held[slot], held[slot + 1]]
  return { key, offset: at < 0 ? -1 - at : at, ok: at >= 0 }
}

function visitHeld(held: Float64Array, slot: number, visit: (key: number, offset: number, ok: boolean) => void): void {
  const at = held[slot + 1] ?? 0
  visit(held[slot] ?? 0, at < 0 ? -1 - at : at, at >= 0)
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
  const last = Buffer.alloc(4)
  if (bytes > 0) await file.read(last, 0, 4, bytes - 4)
  return new Writer(file, bytes, bytes > 0 ? last.readUInt32LE(0) : START)
}

class Writer implements IndexWriter {
  readonly #file: FileHandle
  #at: number
  #buffer = Buffer.alloc(RECORD * 64)
  #used = 0
  #writing: Promise<void> | undefined
  #broken = false
  #check: number

  constructor(file: FileHandle, at: number, check: number) {
    this.#file = file
    this.#at = at
    this.#check = check
  }

  add(key: number, offset: number, ok: boolean): void {
    if (this.#broken) return
    if (this.#used === this.#buffer.length) this.#buffer = Buffer.concat([this.#buffer], this.#used * 2)
    this.#check = encode(this.#buffer, this.#used, this.#check, key, offset, ok)
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
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#at + done)
        done += bytesWritten
      }
      this.#at += bytes.length
    } catch {
      // The log holds everything; an index that ends early costs the next opening some reading, and no more.
      this.#broken = true
    } finally {
      this.#writing = undefined
    }
  }
}

function encode(buffer: Buffer, at: number, previous: number, key: number, offset: number, ok: boolean): number {
  const [a, b, c, d] = [key % 2 ** 32, Math.floor(key / 2 ** 32), offset % 2 ** 32, highOf(offset, ok)] as const
  const check = checkOf(previous, a, b, c, d)
  buffer.writeUInt32LE(a, at)
  buffer.writeUInt32LE(b, at + 4)
  buffer.writeUInt32LE(c, at + 8)
  buffer.writeUInt32LE(d, at + 12)
  buffer.writeUInt32LE(check, at + 16)
  return check
}

const highOf = (offset: number, ok: boolean): number => Math.floor(offset / 2 ** 32) * 2 + (ok ? 1 : 0)

/** What the first check goes on from. */
const START = 0x9747b28c

/** MurmurHash3's mixing of four words; an all-zero record does not match it. */
function checkOf(previous: number, a: number, b: number, c: number, d: number): number {
  let hash = mix(mix(mix(mix(previous, a), b), c), d)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

function mix(hash: number, word: number): number {
  const mixed = hash ^ Math.imul(word, 0xcc9e2d51)
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}
