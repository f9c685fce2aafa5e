import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { BatchLimits } from '../core/batch.ts'
import { batchFiles } from './journal.ts'

/** A file of requests that is whole on disk and was not submitted yet. */
export interface Chunk {
  seq: number
  lane: string
  path: string
  requests: number
  bytes: number
  sha256: string
}

/** Writes requests into files of at most so many and so long, a file after the other. Memory: 1 MiB of lines. */
export class Spool {
  readonly lane: string
  readonly path: string
  readonly #dir: string
  readonly #limits: BatchLimits
  readonly #nextSeq: () => number
  #open: { chunk: Omit<Chunk, 'sha256'>; file: Promise<FileHandle>; hash: ReturnType<typeof createHash> } | undefined
  #waiting: Buffer[] = []
  #waitingBytes = 0
  #sealed: Chunk[] = []
  #last: Promise<unknown> = Promise.resolve()

  constructor(dir: string, lane: string, path: string, limits: BatchLimits, nextSeq: () => number) {
    this.#dir = dir
    this.lane = lane
    this.path = path
    this.#limits = limits
    this.#nextSeq = nextSeq
  }

  /** Calls take their turns, so that lines of many workers don't mix. */
  add(text: string): Promise<void> {
    const next = this.#last.then(() => this.#add(Buffer.from(`${text}\n`)))
    this.#last = next.catch(() => undefined)
    return next
  }

  /** Closes the file under way; resolves with all that are ready to go, durable. */
  take(): Promise<Chunk[]> {
    const next = this.#last.then(async () => {
      await this.#seal()
      return this.#sealed.splice(0)
    })
    this.#last = next.catch(() => undefined)
    return next
  }

  async #add(line: Buffer): Promise<void> {
    const { requests, bytes } = this.#open?.chunk ?? { requests: 0, bytes: 0 }
    if (requests > 0 && (requests >= this.#limits.requests || bytes + line.length > this.#limits.bytes)) {
      await this.#seal()
    }
    if (this.#open === undefined) {
      const seq = this.#nextSeq()
      this.#open = {
        chunk: { seq, lane: this.lane, path: this.path, requests: 0, bytes: 0 },
        file: open(batchFiles.requests(this.#dir, seq), 'w'),
        hash: createHash('sha256'),
      }
    }
    this.#open.chunk.requests++
    this.#open.chunk.bytes += line.length
    this.#waiting.push(line)
    this.#waitingBytes += line.length
    if (this.#waitingBytes > 1 << 20) await this.#flush()
  }

  async #flush(): Promise<void> {
    if (this.#open === undefined || this.#waitingBytes === 0) return
    const bytes = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    this.#open.hash.update(bytes)
    await (await this.#open.file).write(bytes)
  }

  async #seal(): Promise<void> {
    if (this.#open === undefined) return
    await this.#flush()
    const { chunk, file, hash } = this.#open
    this.#open = undefined
    const handle = await file
    await handle.datasync()
    await handle.close()
    this.#sealed.push({ ...chunk, sha256: hash.digest('hex') })
  }
}
