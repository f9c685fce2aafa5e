import { createHash } from 'node:crypto'
import { openIfThere } from './read-log.ts'

const CHUNK = 1 << 18

/**
 * A file's length and the SHA-256 of its bytes, in one buffer; one that is not there is as an empty one. `upTo` bytes at most are
 * looked at: of a file that only grows, what was there before.
 */
export async function digestOf(
  path: string,
  upTo = Number.POSITIVE_INFINITY,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await openIfThere(path)
  try {
    const buffer = Buffer.allocUnsafe(CHUNK)
    while (file !== undefined && bytes < upTo) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK, upTo - bytes), bytes)
      if (bytesRead === 0) break
      hash.update(buffer.subarray(0, bytesRead))
      bytes += bytesRead
    }
  } finally {
    await file?.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}
