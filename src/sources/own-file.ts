import { readFile, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { z } from 'zod'
import type { Dataset, OwnFile } from '../core/dataset.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import { writeChecked } from './checked-write.ts'
import { dataFolder } from './home.ts'
import { bytesOf } from './pull.ts'
import { encodingOf, readText } from './read-text.ts'

/** What `xeval pull NAME --from FILE` noted of a file that was never published. */
export const OwnRecord = z.object({
  file: z.string(),
  sha256: z.string(),
  rows: z.int().nonnegative(),
})
export type OwnRecord = z.infer<typeof OwnRecord>

export const recordPath = (home: string, dataset: string): string => join(dataFolder(home, dataset), 'taken.json')

/** Takes the user's own file in: every row is read first, then the copy and a record of hash and row count are written. */
export async function takeOwnFile(dataset: Dataset, from: string, home: string): Promise<OwnRecord> {
  if (dataset.file.kind !== 'own') throw new Error(`${dataset.name} has a pinned file`)
  const extension = extname(from).slice(1).toLowerCase()
  if (!dataset.file.formats.some(format => format === extension)) {
    throw new XevalError('own-file', `${from}: expected a file that ends in ${endings(dataset.file)}`, {
      hint: dataset.file.expects,
      location: { file: from },
    })
  }
  let rows = 0
  for await (const _ of dataset.parse(from)) rows++
  if (rows === 0) throw new XevalError('own-file', `${from}: the file has no rows`, { hint: dataset.file.expects })
  const file = `${dataset.name}.${extension}`
  const expected = { cap: Infinity, source: from }
  const { sha256 } = await writeChecked(await keptBytes(from), join(dataFolder(home, dataset.name), file), expected)
  const record = { file, sha256, rows }
  await writeChecked(jsonBytes(record), recordPath(home, dataset.name), expected)
  await removeOthers(dataset.name, dataset.file, file, home)
  return record
}

/** The file as it is, or in UTF-8 where it is UTF-16: whatever else reads the copy finds the text. */
async function keptBytes(from: string): Promise<AsyncIterable<Uint8Array>> {
  return (await encodingOf(from)) === 'utf-8' ? bytesOf(from) : encoded(readText(from))
}

async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of text) yield Buffer.from(piece)
}

/** The record, undefined where nothing was taken in. */
export async function readOwnRecord(dataset: string, home: string): Promise<OwnRecord | undefined> {
  const path = recordPath(home, dataset)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return OwnRecord.parse(JSON.parse(text))
  } catch (error) {
    throw new XevalError('own-file', `${path}: not a record of an imported file: ${messageOf(error)}`, {
      hint: `Run \`xeval pull ${dataset} --from FILE\` again.`,
      location: { file: path },
      cause: error,
    })
  }
}

/** `.json, .jsonl or .csv` */
export const endings = ({ formats }: OwnFile): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(formats.map(format => `.${format}`))

async function* jsonBytes(value: unknown): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}

async function removeOthers(dataset: string, own: OwnFile, kept: string, home: string): Promise<void> {
  const others = own.formats.map(format => `${dataset}.${format}`).filter(name => name !== kept)
  await Promise.all(others.map(name => rm(join(dataFolder(home, dataset), name), { force: true })))
}
