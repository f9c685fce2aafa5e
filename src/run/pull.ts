import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Dataset } from '../core/dataset.ts'
import { XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import { unknownName } from '../registry/near.ts'
import { dataFolder, templateFolder } from '../sources/home.ts'
import { takeOwnFile } from '../sources/own-file.ts'
import { type Pin, pullFile, takeFile } from '../sources/pull.ts'
import { at, type Context, homeOf } from './context.ts'

/** What was done for a dataset, or for a file of a judge's authors. `fetched` is false where it was here already. */
export type Pulled =
  | { kind: 'shipped'; name: string }
  | { kind: 'own'; name: string; rows: number; sha256: string }
  | { kind: 'dataset'; dataset: Dataset; fetched: boolean; bytes: number; sha256: string }
  | { kind: 'template'; name: string; file: string; commit: string; fetched: boolean; sha256: string }

/** Downloads a data set or a judge's templates by pinned URL and SHA-256, or takes them `from` a file. */
export function pull(name: string, from: string | undefined, context: Context): AsyncGenerator<Pulled, void> {
  const file = from === undefined ? undefined : at(context, from)
  const { names } = context.registry
  if (names.datasets.includes(name)) return pullDataset(name, file, context)
  if (names.judges.includes(name)) return pullTemplates(name, file, context)
  throw unknownName('dataset or judge to pull', name, [...names.datasets, ...names.judges])
}

async function* pullDataset(name: string, from: string | undefined, context: Context): AsyncGenerator<Pulled, void> {
  const dataset = await context.registry.loadDataset(name)
  const { file } = dataset
  if (file.kind === 'shipped') {
    yield { kind: 'shipped', name }
    return
  }
  const home = homeOf(context)
  if (file.kind === 'own') {
    if (from === undefined) throw notPublished(name, file.expects)
    yield { kind: 'own', name, ...(await takeOwnFile(dataset, from, home)) }
    return
  }
  const token = file.tokenEnv === undefined ? undefined : context.env[file.tokenEnv]
  const fetched = await obtain(name, file, join(dataFolder(home, name), file.name), from, context, token)
  yield { kind: 'dataset', dataset, fetched, bytes: file.bytes, sha256: file.sha256 }
}

async function* pullTemplates(name: string, from: string | undefined, context: Context): AsyncGenerator<Pulled, void> {
  const { upstream } = await context.registry.loadJudge(name)
  if (upstream === undefined) {
    throw new XevalError('nothing-to-pull', `judge ${name} asks in our own words: there is nothing to pull`)
  }
  if (from !== undefined && upstream.files.length !== 1) throw manyFiles(name, upstream)
  for (const file of upstream.files) {
    const target = join(templateFolder(homeOf(context), name), file.name)
    const fetched = await obtain(name, file, target, from, context)
    yield { kind: 'template', name, file: file.name, commit: upstream.commit, fetched, sha256: file.sha256 }
  }
}

async function obtain(
  name: string,
  pin: Pin,
  target: string,
  from: string | undefined,
  { onEvent }: Context,
  token?: string,
): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true })
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
    hint: 'Put them into a folder under their names and pass --from DIR/NAME for each, or pull them from the network.',
  })

const notPublished = (name: string, expects: string): XevalError =>
  new XevalError('not-published', `${name} was never published: there is nothing to download`, {
    hint: `Bring your own: xeval pull ${name} --from FILE. It should hold ${expects}. Without it the bundled sample runs.`,
  })
