import { mkdir, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Dataset } from '../../core/dataset.ts'
import { XevalError } from '../../core/errors.ts'
import type { Judge } from '../../core/judge.ts'
import { type Pullable, pullables } from '../../registry/pullable.ts'
import { dataFolder, templateFolder, xevalHome } from '../../sources/home.ts'
import { takeOwnFile } from '../../sources/own-file.ts'
import { type Pin, pullFile, takeFile } from '../../sources/pull.ts'
import type { Verb } from '../program.ts'

const Options = z.object({ from: z.string().exactOptional() })

const pull: Verb = async (args, options) => {
  const { from } = Options.parse(options)
  if (from !== undefined && args.length > 1) {
    throw new XevalError('bad-option', '--from takes one file or folder for one name', {
      hint: 'Pull the names one by one.',
    })
  }
  const home = xevalHome(process.env)
  for (const name of args) await pullName(name, home, from)
  return 0
}
export default pull

async function pullName(name: string, home: string, from: string | undefined): Promise<void> {
  const all = await pullables(name, 'dataset or judge to pull')
  const given = from === undefined ? all : await meantBy(from, all)
  for (const one of given) {
    if (one.kind === 'dataset') await pullDataset(one.plugin, home, from)
    // A judge in our own words has nothing to pull: no error where the data set of its name was meant.
    else if (one.plugin.upstream !== undefined || given.length === 1) await pullTemplates(one.plugin, home, from)
  }
}

/** Of a data set and a judge of one name, those that the file or the folder is of: by the names of their files. */
async function meantBy(from: string, all: readonly Pullable[]): Promise<readonly Pullable[]> {
  if (all.length < 2) return all
  const isThere = await filesIn(from)
  const meant = all.filter(({ kind, plugin }) => {
    if (kind === 'judge') return plugin.upstream?.files.some(({ name }) => isThere(name)) ?? false
    return plugin.file.kind !== 'shipped' && fileNames(plugin).some(isThere)
  })
  // A file of another name can only be the data: a judge's files are known by their names.
  return meant.length > 0 ? meant : all.filter(({ kind }) => kind === 'dataset')
}

/** Whether `--from` is or holds a file of this name. */
async function filesIn(from: string): Promise<(name: string) => boolean> {
  if (!(await isFolder(from))) return name => basename(from) === name
  const there = new Set(await readdir(from))
  return name => there.has(name)
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false

/** The file of this name where `--from` is a folder, else `--from` itself. */
const fileAt = async (from: string, names: readonly string[]): Promise<string> => {
  if (!(await isFolder(from))) return from
  const isThere = await filesIn(from)
  return join(from, names.find(isThere) ?? names[0] ?? '')
}

/** What a data set's file is called; one that was never published is called after the data set. */
const fileNames = ({ name, file }: Dataset): string[] => {
  if (file.kind === 'pinned') return [file.name]
  return file.kind === 'own' ? file.formats.map(format => `${name}.${format}`) : []
}

async function pullDataset(dataset: Dataset, home: string, from: string | undefined): Promise<void> {
  const { name, card, file } = dataset
  if (file.kind === 'shipped') {
    process.stdout.write(`${name}: ships with xeval, nothing to pull\n`)
    return
  }
  const own = from === undefined ? undefined : await fileAt(from, fileNames(dataset))
  if (file.kind === 'own') {
    if (own === undefined) throw notPublished(name, file.expects)
    const { rows, sha256 } = await takeOwnFile(dataset, own, home)
    process.stdout.write(`${name}: ${rows} rows, sha256 ${sha256}\n`)
    return
  }
  const token = file.tokenEnv === undefined ? undefined : process.env[file.tokenEnv]
  const fetched = await obtain(name, file, join(dataFolder(home, name), file.name), own, token)
  process.stdout.write(`${name}: ${fetched ? 'pulled' : 'already here'}, ${file.bytes} bytes, sha256 ${file.sha256}\n`)
  if (!fetched) return
  const warning = card.contentWarning === undefined ? '' : `  contains  ${card.contentWarning}\n`
  process.stdout.write(`  licence   ${card.licence}\n  source    ${card.source}\n${warning}${card.citation}\n`)
}

/** From a folder all of its files; from a file the one of that name, or the only one. */
async function pullTemplates({ name, upstream }: Judge, home: string, from: string | undefined): Promise<void> {
  if (upstream === undefined) {
    throw new XevalError('nothing-to-pull', `judge ${name} asks in our own words: there is nothing to pull`)
  }
  const { files, commit } = upstream
  const isSome = from !== undefined && files.length > 1 && !(await isFolder(from))
  const wanted = isSome ? files.filter(file => file.name === basename(from)) : files
  if (wanted.length === 0) throw severalFiles(name, files)
  for (const file of wanted) {
    const own = from === undefined ? undefined : await fileAt(from, [file.name])
    const fetched = await obtain(name, file, join(templateFolder(home, name), file.name), own)
    process.stdout.write(
      `${name}: ${file.name} at ${commit} ${fetched ? 'pulled' : 'already here'}, sha256 ${file.sha256}\n`,
    )
  }
  for (const { name: other } of files.filter(file => !wanted.includes(file)))
    process.stdout.write(`${name}: needs ${other} besides\n`)
}

const severalFiles = (name: string, files: readonly { name: string }[]): XevalError =>
  new XevalError('bad-option', `${name} needs ${files.length} files: ${files.map(file => file.name).join(', ')}`, {
    hint: `Put them into a folder under these names, then: xeval pull judge:${name} --from DIR`,
  })

async function obtain(
  name: string,
  pin: Pin,
  target: string,
  from: string | undefined,
  token?: string,
): Promise<boolean> {
  await mkdir(join(target, '..'), { recursive: true })
  if (from !== undefined) {
    await takeFile(pin, from, target)
    return true
  }
  const bar = await downloadBar(name)
  try {
    const { fetched } = await pullFile(pin, target, { onProgress: bar.update, ...(token !== undefined && { token }) })
    return fetched
  } finally {
    bar.stop()
  }
}

async function downloadBar(
  name: string,
): Promise<{ update(done: number, total: number | undefined): void; stop(): void }> {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined }
  const { default: cliProgress } = await import('cli-progress')
  const bar = new cliProgress.SingleBar({
    format: `${name} {bar} {percentage}%  {value}/{total} bytes`,
    hideCursor: true,
  })
  let started = false
  return {
    update(done, total) {
      if (!started) bar.start(total ?? 0, 0)
      started = true
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}

const notPublished = (name: string, expects: string): XevalError =>
  new XevalError('not-published', `${name} was never published: there is nothing to download`, {
    hint: `Bring your own: xeval pull ${name} --from FILE. ${expects} Without it the bundled sample runs.`,
  })
