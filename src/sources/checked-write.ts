import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { messageOf, XevalError } from '../core/errors.ts'
import { syncFolder } from '../files/sync-folder.ts'
import { errorCode, wrongHash } from './file-hash.ts'

export interface Expected {
  /** Lower-case hex; left out for a file that nobody has pinned. */
  sha256?: string
  /** Bytes at most. */
  cap: number
  /** For the message of a wrong hash: where the bytes come from. */
  source: string
}

/**
 * Streams bytes into `target`: first to a temporary file beside it, which is synced and renamed only when size and
 * hash are right. Nothing partial ever has the final name, and of two processes at once the later rename wins whole.
 */
export async function writeChecked(
  chunks: AsyncIterable<Uint8Array>,
  target: string,
  expected: Expected,
  onBytes: (total: number) => void = () => {},
): Promise<{ sha256: string; bytes: number }> {
  const part = `${target}.${process.pid}.${randomUUID()}.part`
  try {
    await mkdir(dirname(target), { recursive: true })
    const written = await writePart(chunks, part, expected, onBytes)
    if (expected.sha256 !== undefined && written.sha256 !== expected.sha256) {
      const hint = `${written.bytes} bytes were received from ${expected.source}; nothing was saved. Try again, or import the file with --from FILE.`
      throw wrongHash(target, expected.sha256, written.sha256, hint)
    }
    await rename(part, target)
    await syncFolder(dirname(target))
    return written
  } catch (error) {
    // The first error is the one to show, whatever becomes of the temporary file.
    await rm(part, { force: true }).catch(() => {})
    throw writeError(target, error)
  }
}

async function writePart(
  chunks: AsyncIterable<Uint8Array>,
  part: string,
  { cap, source }: Expected,
  onBytes: (total: number) => void,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(part, 'wx')
  try {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength
      if (bytes > cap) throw tooLarge(source, cap)
      hash.update(chunk)
      await file.writeFile(chunk)
      onBytes(bytes)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), bytes }
}

export const tooLarge = (source: string, cap: number): XevalError =>
  new XevalError('too-large', `${source}: more than the expected ${cap} bytes; nothing was saved`, {
    hint: 'This is not the pinned file. Check the URL, or import the file with --from FILE.',
  })

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'no permission to write',
  EPERM: 'no permission to write',
  EROFS: 'the file system is read-only',
  EEXIST: 'a file is in the place of a folder',
  ENOTDIR: 'a file is in the place of a folder',
  EISDIR: 'a folder is in the place of a file',
}

function writeError(target: string, error: unknown): unknown {
  const reason = reasons[String(errorCode(error))]
  if (XevalError.is(error) || reason === undefined) return error
  return new XevalError('unwritable', `${target}: cannot be written: ${reason} (${messageOf(error)})`, {
    hint: 'Free some space, or set XEVAL_HOME to another folder.',
    location: { file: target },
    cause: error,
  })
}
