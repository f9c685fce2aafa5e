import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { messageOf, XevalError } from '../core/errors.ts'

/** Lower-case hex SHA-256 of a file's bytes, undefined where there is no such file. */
export async function fileHash(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw new XevalError('unreadable-file', `${path}: cannot be read: ${messageOf(error)}`, {
      location: { file: path },
      cause: error,
    })
  }
  return hash.digest('hex')
}

/** The system's code of an error (`ENOENT`), where it has one. */
export const errorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

/** The error for a file that isn't the one it should be; both hashes are shown. */
export const wrongHash = (path: string, expected: string, found: string, hint: string): XevalError =>
  new XevalError(
    'wrong-hash',
    `${path}: not the expected file\n  SHA-256 expected ${expected}\n  SHA-256 found    ${found}`,
    {
      hint,
      location: { file: path },
    },
  )
