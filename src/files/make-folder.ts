import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { XevalError } from '../core/errors.ts'

/** Makes a folder and those above it, where they are not there. One that can't be made is the user's to mend, and is named. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await make(folder)
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? reasons[String(cause.code)] : undefined
    if (why === undefined) throw cause
    throw new XevalError('cannot-write', `${folder} cannot be created: ${why}`, {
      hint: 'Choose another folder, or make this one writable.',
      cause,
    })
  }
}

/** Not `recursive`: on file systems where nobody can make folders, such as /proc, Node then tries for ever. */
async function make(folder: string, isParentMade = false): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' && !isParentMade && dirname(folder) !== folder) {
      await make(dirname(folder))
      await make(folder, true)
      return
    }
    if (code !== 'EEXIST' || !(await isFolder(folder))) throw error
  }
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path)).isDirectory()

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'a file is in its place',
  ENOTDIR: 'a file is where a folder has to be',
  EACCES: 'permission denied',
  EPERM: 'the system does not allow it',
  EROFS: 'the file system is read-only',
  ENOENT: 'its parent folder cannot be created',
  ENAMETOOLONG: 'its name is too long',
}
