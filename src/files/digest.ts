import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { messageOf, XevalError } from '../core/errors.ts'

/** A file's length and the SHA-256 of its bytes; one that is not there is as an empty one. */
export async function digestOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      hash.update(chunk)
      bytes += chunk.length
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) {
      throw new XevalError('unreadable-file', `${path}: ${messageOf(cause)}`, { location: { file: path }, cause })
    }
  }
  return { bytes, sha256: hash.digest('hex') }
}
