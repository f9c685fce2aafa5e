import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Dataset } from '../core/dataset.ts'
import type { Pullable } from '../registry/pullable.ts'

/** Of a data set and a judge of one name, those that the file or the folder is of: by the names of their files. */
export async function meantBy(from: string, all: readonly Pullable[]): Promise<readonly Pullable[]> {
  if (all.length < 2) return all
  const isThere = await filesIn(from)
  const meant = all.filter(({ kind, plugin }) =>
    kind === 'judge'
      ? plugin.upstream?.files.some(({ name }) => isThere(name))
      : plugin.file.kind !== 'shipped' && fileNames(plugin).some(isThere),
  )
  // A file of another name can only be the data: a judge's files are known by their names.
  return meant.length > 0 ? meant : all.filter(({ kind }) => kind === 'dataset')
}

/** The file of one of these names where `from` is a folder, else `from` itself. */
export async function fileAt(from: string, names: readonly string[]): Promise<string> {
  if (!(await isFolder(from))) return from
  const isThere = await filesIn(from)
  return join(from, names.find(isThere) ?? names[0] ?? '')
}

/** What a data set's file is called; one that was never published is called after the data set. */
export function fileNames({ name, file }: Dataset): string[] {
  if (file.kind === 'pinned') return [file.name]
  return file.kind === 'own' ? file.formats.map(format => `${name}.${format}`) : []
}

export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false

/** Whether `from` is or holds a file of this name. */
async function filesIn(from: string): Promise<(name: string) => boolean> {
  if (!(await isFolder(from))) return name => basename(from) === name
  const there = new Set(await readdir(from))
  return name => there.has(name)
}
