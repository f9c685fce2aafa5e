import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Dataset } from '../../core/dataset.ts'
import { XevalError } from '../../core/errors.ts'
import type { Judge } from '../../core/judge.ts'
import { unknownName } from '../../registry/near.ts'
import { loadDataset, loadJudge, names } from '../../registry/plugins.ts'
import { dataFolder, templateFolder, xevalHome } from '../../sources/home.ts'
import { takeOwnFile } from '../../sources/own-file.ts'
import { type Pin, pullFile, takeFile } from '../../sources/pull.ts'
import type { Verb } from '../program.ts'

const Options = z.object({ from: z.string().exactOptional() })

const pull: Verb = async (args, options) => {
  const { from } = Options.parse(options)
  if (from !== undefined && args.length > 1) {
    throw new XevalError('bad-option', '--from takes one file for one name', { hint: 'Pull the names one by one.' })
  }
  const home = xevalHome(process.env)
  for (const name of args) await pullName(name, home, from)
  return 0
}
export default pull

async function pullName(name: string, home: string, from: string | undefined): Promise<void> {
  if (names.datasets.includes(name)) return pullDataset(await loadDataset(name), home, from)
  if (names.judges.includes(name)) return pullTemplates(await loadJudge(name), home, from)
  throw unknownName('dataset or judge to pull', name, [...names.datasets, ...names.judges])
}

async function pullDataset(dataset: Dataset, home: string, from: string | undefined): Promise<void> {
  const { name, card, file } = dataset
  if (file.kind === 'shipped') {
    process.stdout.write(`${name}: ships with xeval, nothing to pull\n`)
    return
  }
  if (file.kind === 'own') {
    if (from === undefined) throw notPublished(name, file.expects)
    const { rows, sha256 } = await takeOwnFile(dataset, from, home)
    process.stdout.write(`${name}: ${rows} rows, sha256 ${sha256}\n`)
    return
  }
  const token = file.tokenEnv === undefined ? undefined : process.env[file.tokenEnv]
  const fetched = await obtain(name, file, join(dataFolder(home, name), file.name), from, token)
  process.stdout.write(`${name}: ${fetched ? 'pulled' : 'already here'}, ${file.bytes} bytes, sha256 ${file.sha256}\n`)
  if (!fetched) return
  const warning = card.contentWarning === undefined ? '' : `  contains  ${card.contentWarning}\n`
  process.stdout.write(`  licence   ${card.licence}\n  source    ${card.source}\n${warning}${card.citation}\n`)
}

async function pullTemplates({ name, upstream }: Judge, home: string, from: string | undefined): Promise<void> {
  if (upstream === undefined) {
    throw new XevalError('nothing-to-pull', `judge ${name} asks in our own words: there is nothing to pull`)
  }
  const [first, ...others] = upstream.files
  if (from !== undefined && (first === undefined || others.length > 0)) {
    throw new XevalError(
      'bad-option',
      `${name} needs ${upstream.files.length} files: ${upstream.files.map(file => file.name).join(', ')}`,
      {
        hint: 'Put them into a folder under their names and pass --from DIR/NAME for each, or pull them from the network.',
      },
    )
  }
  for (const file of upstream.files) {
    const fetched = await obtain(name, file, join(templateFolder(home, name), file.name), from)
    process.stdout.write(
      `${name}: ${file.name} at ${upstream.commit} ${fetched ? 'pulled' : 'already here'}, sha256 ${file.sha256}\n`,
    )
  }
}

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
    hint: `Bring your own: xeval pull ${name} --from FILE. It should hold ${expects}. Without it the bundled sample runs.`,
  })
