import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { messageOf, XevalError } from '../core/errors.ts'
import { tooLarge, writeChecked } from './checked-write.ts'
import { type Fetch, followRedirects } from './download.ts'
import { fileHash } from './file-hash.ts'

/** A file as a plug-in pins it; without `bytes` it may have 16 MiB. */
export interface Pin {
  url: string
  sha256: string
  bytes?: number
}

export interface PullOptions {
  /** Bytes so far and, where it is pinned, in all. */
  onProgress?: (done: number, total: number | undefined) => void
  signal?: AbortSignal
  /** Sent as a bearer token to the URL's own host, and to no other. */
  token?: string
  fetch?: Fetch
}

/**
 * Downloads a pinned file to `target`; `fetched` is false where the right file stands there already. Throws
 * `download-refused` (an address that isn't allowed, a status), `download-failed` (network), `too-large`, `wrong-hash`.
 */
export async function pullFile(pin: Pin, target: string, options: PullOptions = {}): Promise<{ fetched: boolean }> {
  if ((await fileHash(target)) === pin.sha256) return { fetched: false }
  const response = await followRedirects(pin.url, options)
  const cap = pin.bytes ?? defaultCap
  const stated = Number(response.headers.get('content-length') ?? 0)
  if (stated > cap) {
    await response.body?.cancel()
    throw tooLarge(pin.url, cap)
  }
  const expected = { sha256: pin.sha256, cap, source: pin.url }
  await writeChecked(bodyOf(pin.url, response, options.signal), target, expected, done =>
    options.onProgress?.(done, pin.bytes),
  )
  return { fetched: true }
}

/** Takes a file that the user has instead of a download, checked in the same way. */
export async function takeFile(pin: Pin, from: string, target: string): Promise<void> {
  const expected = { sha256: pin.sha256, cap: Infinity, source: from }
  await writeChecked(bytesOf(from), target, expected)
}

/** A file's bytes; throws `missing-file` where there is none. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) {
    throw new XevalError('missing-file', `${path}: the file does not exist`, { location: { file: path } })
  }
  yield* createReadStream(path)
}

const defaultCap = 16 * 1024 * 1024

async function* bodyOf(url: string, response: Response, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    if (response.body) yield* response.body
  } catch (error) {
    if (signal?.aborted) throw error
    throw new XevalError('download-failed', `${url}: the download was interrupted: ${messageOf(error)}`, {
      hint: 'Try again, or import the file with --from FILE.',
      cause: error,
    })
  }
}
