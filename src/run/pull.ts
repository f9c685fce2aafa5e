import { basename, dirname, join } from 'node:path'
import type { Dataset } from '../core/dataset.ts'
import { XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import { makeFolder } from '../files/make-folder.ts'
import { pullables } from '../registry/pullable.ts'
import { dataFolder, templateFolder } from '../sources/home.ts'
import { takeOwnFile } from '../sources/own-file.ts'
import { type Pin, pullFile, takeFile } from '../sources/pull.ts'
import { fileAt, fileNames, isFolder, meantBy } from './brought-files.ts'
import { at, type Context, homeOf } from './context.ts'
import { tellReading } from './tell-reading.ts'

/** What was done for a dataset, or for a file of a judge's authors. `fetched` is false where it was here already. */
export type Pulled =
  | { kind: 'shipped'; name: string }
  | { kind: 'own'; name: string; rows: number; sha256: string }
  | { kind: 'dataset'; dataset: Dataset; fetched: boolean; bytes: number; sha256: string }
  /** A file that a judge needs besides the one that was brought. */
  | { kind: 'missing'; name: string; file: string }
  | { kind: 'template'; name: string; file: string; commit: string; fetched: boolean; sha256: string }

/**
 * Downloads data sets and judges' templates by pinned URL and SHA-256, or takes them `from` a file or a folder. A name that
 * both a data set and a judge have is both, unless it says which (`judge:auto-j`).
 */
export async function* pull(name: string, from: string | undefined, context: Context): AsyncGenerator<Pulled, void> {
  const path = from === undefined ? undefined : at(context, from)
  const all = await pullables(name, 'dataset or judge to pull', context.registry)
  const given = path === undefined ? all : await meantBy(path, all)
  for (const one of given) {
    if (one.kind === 'dataset') yield* pullDataset(one.plugin, path, context)
    // A judge in our own words has nothing to pull: no error where the data set of its name was meant.
    else if (one.plugin.upstream !== undefined || given.length === 1) yield* pullTemplates(one.plugin, path, context)
  }
}

async function* pullDataset(
  dataset: Dataset,
  from: string | undefined,
  context: Context,
): AsyncGenerator<Pulled, void> {
  const { name, file } = dataset
  if (file.kind === 'shipped') {
    yield { kind: 'shipped', name }
    return
  }
  const home = homeOf(context)
  const own = from === undefined ? undefined : await fileAt(from, fileNames(dataset))
  if (file.kind === 'own') {
    if (own === undefined) throw notPublished(name, file.expects)
    const taken = await takeOwnFile(dataset, own, home)
    await tellReading(dataset, own, context)
    yield { kind: 'own', name, ...taken }
    return
  }
  const token = file.tokenEnv === undefined ? undefined : context.env[file.tokenEnv]
  const fetched = await obtain(name, file, join(dataFolder(home, name), file.name), own, context, token)
  yield { kind: 'dataset', dataset, fetched, bytes: file.bytes, sha256: file.sha256 }
}

/** From a folder all of its files; from a file the one of that name, or the only one. */
async function* pullTemplates(
  { name, upstream }: Judge,
  from: string | undefined,
  context: Context,
): AsyncGenerator<Pulled, void> {
  if (upstream === undefined) {
    throw new XevalError('nothing-to-pull', `judge ${name} uses no upstream files: nothing to pull`)
  }
  const { files, commit } = upstream
  const isOne = from !== undefined && files.length > 1 && !(await isFolder(from))
  const wanted = isOne ? files.filter(file => file.name === basename(from)) : files
  if (wanted.length === 0) throw manyFiles(name, upstream)
  for (const file of wanted) {
    const target = join(templateFolder(homeOf(context), name), file.name)
    const own = from === undefined ? undefined : await fileAt(from, [file.name])
    const fetched = await obtain(name, file, target, own, context)
    yield { kind: 'template', name, file: file.name, commit, fetched, sha256: file.sha256 }
  }
  for (const file of files) if (!wanted.includes(file)) yield { kind: 'missing', name, file: file.name }
}

async function obtain(
  name: string,
  pin: Pin,
  target: string,
  from: string | undefined,
  { onEvent }: Context,
  token?: string,
): Promise<boolean> {
  await makeFolder(dirname(target))
  if (from !== undefined) {
    await takeFile(pin, from, target)
    return true
  }
  const onProgress = (done: number, total: number | undefined): void =>
    onEvent({ type: 'download', name, bytes: { done, ...(total !== undefined && { total }) } })
  try {
    return (await pullFile(pin, target, { onProgress, ...(token !== undefined && { token }) })).fetched
  } finally {
    onEvent({ type: 'download', name })
  }
}

const manyFiles = (name: string, { files }: NonNullable<Judge['upstream']>): XevalError =>
  new XevalError('bad-option', `${name} needs ${files.length} files: ${files.map(file => file.name).join(', ')}`, {
    hint: `Put them into a folder under these names, then run: xeval pull judge:${name} --from DIR`,
  })

const notPublished = (name: string, expects: string): XevalError =>
  new XevalError('not-published', `${name} was never published: nothing to download`, {
    hint: `Use your own file: xeval pull ${name} --from FILE. ${expects} Without one, the bundled sample is used.`,
  })
