import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, XevalError } from '../core/errors.ts'

/** Appends to one file. Several appends become one write; a sync follows within `SYNC_MS` and before `sync()` resolves. */
export interface AppendLog {
  /** Resolves with the line's offset when the bytes are with the operating system: a killed process loses none of them. */
  append(line: Buffer): Promise<number>
  /** Resolves when everything appended survives a power cut. */
  sync(): Promise<void>
  close(): Promise<void>
}

const SYNC_MS = 50
const RETRY_MS = 1000

export interface AppendOptions {
  /** Where whole lines end; anything behind it is overwritten. */
  size: number
  /** Told once when the disk is full, and again when writing goes on. */
  onPause?(message: string): void
  onResume?(): void
  signal?: AbortSignal
}

export async function openAppendLog(path: string, options: AppendOptions): Promise<AppendLog> {
  const file = await open(path, options.size === 0 ? 'w' : 'r+')
  return new GroupCommit(path, file, options)
}

interface Waiting {
  line: Buffer
  resolve(offset: number): void
  reject(error: unknown): void
}

class GroupCommit implements AppendLog {
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #syncing: NodeJS.Timeout | undefined
  #dirty = false
  #size: number
  readonly #path: string
  readonly #file: FileHandle
  readonly #options: AppendOptions

  constructor(path: string, file: FileHandle, options: AppendOptions) {
    this.#path = path
    this.#file = file
    this.#options = options
    this.#size = options.size
  }

  append(line: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, resolve, reject })
      this.#writing ??= this.#drain()
    })
  }

  async sync(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
    if (!this.#dirty) return
    this.#dirty = false
    await this.#file.datasync()
  }

  async close(): Promise<void> {
    await this.sync()
    clearTimeout(this.#syncing)
    await this.#file.close()
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets every append of this moment join the same write.
    await new Promise<void>(resolve => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0)
      try {
        await this.#write(Buffer.concat(batch.map(({ line }) => line)))
      } catch (error) {
        for (const { reject } of batch) reject(error)
        continue
      }
      for (const { line, resolve } of batch) {
        resolve(this.#size)
        this.#size += line.length
      }
      this.#dirty = true
      this.#syncing ??= setTimeout(() => this.#syncSoon(), SYNC_MS).unref()
    }
    this.#writing = undefined
  }

  #syncSoon(): void {
    this.#syncing = undefined
    if (!this.#dirty) return
    this.#dirty = false
    // A sync that fails leaves the data dirty, so that the next `sync()` reports it to somebody who waits.
    this.#file.datasync().catch(() => {
      this.#dirty = true
    })
  }

  /** Writes all of it at the end, or waits while the disk is full; a part of a batch is never left behind. */
  async #write(bytes: Buffer): Promise<void> {
    let paused = false
    for (;;) {
      try {
        await this.#file.write(bytes, 0, bytes.length, this.#size)
        if (paused) this.#options.onResume?.()
        return
      } catch (error) {
        if (!isFull(error)) throw cannotWrite(this.#path, error)
        if (!paused) this.#options.onPause?.(`disk full: ${this.#path} waits for space`)
        paused = true
        await this.#file.truncate(this.#size)
        if (this.#options.signal?.aborted) throw cannotWrite(this.#path, error)
        await sleep(RETRY_MS)
      }
    }
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

const cannotWrite = (path: string, cause: unknown): XevalError =>
  new XevalError('cannot-write', `${path}: ${messageOf(cause)}`, {
    hint: 'Free some space or mend the permissions, then resume the run.',
    cause,
  })
