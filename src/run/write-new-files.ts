import { access, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, XevalError } from '../core/errors.ts'
import { makeFolder } from '../files/make-folder.ts'

/** Writes texts to files, by their paths in `folder`: all of them or none, and over one that is there only by `force`. */
export async function writeNewFiles(
  folder: string,
  texts: Readonly<Record<string, string>>,
  force: boolean,
): Promise<void> {
  for (const name of Object.keys(texts)) {
    if (!force && (await exists(join(folder, name)))) {
      throw new XevalError('file-exists', `${name} already exists; nothing was written`, {
        hint: 'Pass --force to replace it.',
      })
    }
  }
  const files = Object.entries(texts).map(([name, text]) => ({
    path: join(folder, name),
    aside: join(folder, `${name}.new`),
    text,
  }))
  try {
    // Each is written beside its place, and moved there once all of them could be written.
    for (const { aside, text } of files) {
      await makeFolder(dirname(aside))
      await writeFile(aside, text)
    }
    for (const { path } of files) if (await isFolder(path)) throw new Error(`${path} is a folder`)
    for (const { path, aside } of files) await rename(aside, path)
  } catch (cause) {
    // Only its own: where the folder is a file, there is nothing to remove.
    for (const { aside } of files) await rm(aside, { force: true }).catch(() => undefined)
    throw new XevalError('cannot-write', `nothing was written: ${messageOf(cause)}`, {
      hint: 'Run it in a folder where all of them can be created.',
      cause,
    })
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
