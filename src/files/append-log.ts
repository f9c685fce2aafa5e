import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, XevalError } from '../core/errors.ts'
import type { FileDigest } from '../core/manifest.ts'
import { digestOf } from './digest.ts'
import type { IndexWriter } from './index-file.ts'

/** Appends to one file. Several appends become one write; a sync follows within `SYNC_MS` and before `sync()` resolves. */
export interface AppendLog {
  /** Resolves with the line's offset when the bytes are with the operating system: a killed process loses none of them. */
  append(line: Buffer, entry?: { key: number; ok: boolean }): Promise<number>
  /** Resolves when everything appended survives a power cut. */
  sync(): Promise<void>
  /** Of the whole file, as it was written. What stood there before is read once. */
  digest(): Promise<FileDigest>
  close(): Promise<void>
}

const SYNC_MS = 50
const RETRY_MS = 1000

/** What the log needs of a file; a test hands in one whose disk is full. */
export type LogFile = Pick<FileHandle, 'write' | 'truncate' | 'datasync' | 'close'>

export interface AppendOptions {
  /** Where whole lines end; anything behind it is overwritten. */
  size: number
  /** The sidecar, which gets an entry for every line that comes with one. */
  index?: IndexWriter
  /** Told once when the disk is full, and again when writing goes on. */
  onPause?(message: string): void
  onResume?(): void
  /** Ends the waiting for space. */
  signal?: AbortSignal
  /** Looked at before each write: whether the file is still ours. */
  guard?(): Promise<void> | undefined
  /** How long to wait before the full disk is tried again, in milliseconds. @default 1000 */
  retryMs?: number
}

export const openAppendLog = async (path: string, options: AppendOptions): Promise<AppendLog> =>
  appendTo(await open(path, options.size === 0 ? 'w' : 'r+'), path, options)

export const appendTo = (file: LogFile, path: string, options: AppendOptions): AppendLog =>
  new GroupCommit(path, file, options)

interface Waiting {
  line: Buffer
  entry: { key: number; ok: boolean } | undefined
  resolve(offset: number): void
  reject(error: unknown): void
}

class GroupCommit implements AppendLog {
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #syncing: NodeJS.Timeout | undefined
  #dirty = false
  #failure: XevalError | undefined
  #size: number
  /** Of all that was written, where this process wrote all of it. */
  readonly #hash: Hash | undefined
  readonly #path: string
  readonly #file: LogFile
  readonly #options: AppendOptions

  constructor(path: string, file: LogFile, options: AppendOptions) {
    this.#path = path
    this.#file = file
    this.#options = options
    this.#size = options.size
    this.#hash = options.size === 0 ? createHash('sha256') : undefined
  }

  append(line: Buffer, entry?: { key: number; ok: boolean }): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, entry, resolve, reject })
      this.#writing ??= this.#drain()
    })
  }

  async sync(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
    await this.#options.index?.flush()
    await this.#datasync()
  }

  async digest(): Promise<FileDigest> {
    while (this.#writing !== undefined) await this.#writing
    if (this.#hash === undefined) return digestOf(this.#path)
    return { bytes: this.#size, sha256: this.#hash.copy().digest('hex') }
  }

  async close(): Promise<void> {
    try {
      await this.sync()
    } finally {
      clearTimeout(this.#syncing)
      await this.#options.index?.close()
      await this.#file.close()
    }
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets every append of this moment join the same write.
    await new Promise<void>(resolve => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        const bytes = Buffer.concat(batch.map(({ line }) => line))
        await this.#write(bytes)
        this.#hash?.update(bytes)
      } catch (error) {
        for (const { reject } of batch) reject(error)
        continue
      }
      for (const { line, entry, resolve } of batch) {
        if (entry !== undefined) this.#options.index?.add(entry.key, this.#size, entry.ok)
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
    void this.#options.index?.flush()
    // Whoever waits for `sync()` or appends next hears of a sync that failed.
    this.#datasync().catch(() => undefined)
  }

  /** After a sync that failed nobody knows what is on the disk: the kernel forgets such pages, and a second try succeeds. */
  async #datasync(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    if (!this.#dirty) return
    this.#dirty = false
    try {
      await this.#file.datasync()
    } catch (error) {
      this.#failure = cannotWrite(this.#path, error)
      throw this.#failure
    }
  }

  /** Writes all of it at the end, or waits while the disk is full; a part of a batch is never left behind. */
  async #write(bytes: Buffer): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    const guarded = this.#options.guard?.()
    if (guarded !== undefined) await guarded
    let paused = false
    for (;;) {
      try {
        for (let done = 0; done < bytes.length; ) {
          const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#size + done)
          done += bytesWritten
        }
        if (paused) this.#options.onResume?.()
        return
      } catch (error) {
        if (!isFull(error)) throw cannotWrite(this.#path, error)
        if (!paused)
          this.#options.onPause?.(`disk full: ${this.#path} is waiting for space; all answers so far are saved`)
        paused = true
        await this.#file.truncate(this.#size)
        if (this.#options.signal?.aborted) throw cannotWrite(this.#path, error)
        await sleep(this.#options.retryMs ?? RETRY_MS)
      }
    }
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

const cannotWrite = (path: string, cause: unknown): XevalError =>
  new XevalError('cannot-write', `${path}: ${messageOf(cause)}`, {
    hint: 'Free some space or fix the permissions, then resume the run.',
    cause,
  })
