import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { messageOf, XevalError } from '../core/errors.ts'
import { syncFolder } from './sync-folder.ts'

/** Replaces a file as a whole, also from a stream: a reader sees the old text or the new one, also after a power cut. */
export async function atomicWrite(path: string, text: string | AsyncIterable<string | Uint8Array>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  let source: { error: unknown } | undefined
  async function* chunks(from: AsyncIterable<string | Uint8Array>) {
    try {
      yield* from
    } catch (error) {
      source = { error }
      throw error
    }
  }
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(typeof text === 'string' ? text : chunks(text))
      await file.datasync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    // What makes the text failed, and not the disk.
    if (source !== undefined) throw source.error
    throw new XevalError('cannot-write', `${path}: ${messageOf(error)}`, {
      hint: 'Create the folder if it is missing, free some space or fix the permissions, then try again.',
      cause: error,
    })
  }
  await syncFolder(dirname(path))
}

/** Makes a rename durable. Some file systems refuse to sync a folder; they have nothing to sync then. */
