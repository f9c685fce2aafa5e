import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Dataset, OwnFile, PinnedFile } from '../core/dataset.ts'
import { XevalError } from '../core/errors.ts'
import { fileHash, wrongHash } from './file-hash.ts'
import { dataFolder } from './home.ts'
import { endings, readOwnRecord } from './own-file.ts'

export interface Places {
  /** `xevalHome()` */
  home: string
  /** `--data DIR`: `DIR/<dataset>/<upstream file name>` */
  dataDir?: string
}

export interface Located {
  path: string
  sha256: string
  /** The bundled sample, since the real data isn't there. */
  bundled: boolean
}

/**
 * The file to read a dataset from: the one under `dataDir` if that is given, else the pulled one, else the bundled
 * sample. Throws `missing-data` where `dataDir` lacks it and `wrong-hash` where it isn't the pinned file. A dataset that
 * was never published falls back to its bundled sample where `dataDir` has no folder for it. Shipped data are whole, and
 * no sample.
 */
export async function locateData(dataset: Dataset, places: Places): Promise<Located> {
  const { file } = dataset
  if (file.kind === 'shipped') return { ...(await bundledOf(dataset)), bundled: false }
  const found =
    file.kind === 'pinned' ? await locatePinned(dataset, file, places) : await locateOwn(dataset, file, places)
  return found ?? bundledOf(dataset)
}

async function locatePinned(
  { name }: Dataset,
  file: PinnedFile,
  { home, dataDir }: Places,
): Promise<Located | undefined> {
  const path = join(dataDir === undefined ? dataFolder(home, name) : join(dataDir, name), file.name)
  const sha256 = await fileHash(path)
  if (sha256 === file.sha256) return { path, sha256, bundled: false }
  if (sha256 !== undefined) throw wrongHash(path, file.sha256, sha256, `Replace it with \`xeval pull ${name}\`.`)
  if (dataDir === undefined) return undefined
  throw missing(name, `${path}: the data of ${name} is expected here`, path)
}

async function locateOwn(dataset: Dataset, file: OwnFile, { home, dataDir }: Places): Promise<Located | undefined> {
  if (dataDir === undefined) return locateTaken(dataset, home)
  const folder = join(dataDir, dataset.name)
  if (!existsSync(folder)) {
    if (existsSync(dataDir)) return undefined
    throw missing(dataset.name, `${dataDir}: the data folder does not exist`, dataDir)
  }
  const paths = file.formats.map(format => join(folder, `${dataset.name}.${format}`)).filter(path => existsSync(path))
  const [path, second] = paths
  if (path === undefined) throw ownMissing(dataset.name, file, folder)
  if (second !== undefined) {
    throw new XevalError('own-file', `${dataset.name} is ambiguous: both ${path} and ${second} exist`, {
      hint: 'Remove one of them.',
    })
  }
  const sha256 = await fileHash(path)
  return sha256 === undefined ? undefined : { path, sha256, bundled: false }
}

async function locateTaken({ name }: Dataset, home: string): Promise<Located | undefined> {
  const record = await readOwnRecord(name, home)
  if (record === undefined) return undefined
  const path = join(dataFolder(home, name), record.file)
  const sha256 = await fileHash(path)
  if (sha256 === record.sha256) return { path, sha256, bundled: false }
  const hint = `Import it again: \`xeval pull ${name} --from FILE\`.`
  throw wrongHash(path, record.sha256, sha256 ?? 'none: the file no longer exists', hint)
}

async function bundledOf({ bundled }: Dataset): Promise<Located> {
  const path = fileURLToPath(bundled)
  const sha256 = await fileHash(path)
  if (sha256 !== undefined) return { path, sha256, bundled: true }
  throw new XevalError('missing-data', `${path}: the bundled sample is missing`, {
    hint: 'Reinstall xeval.',
    location: { file: path },
  })
}

const missing = (dataset: string, message: string, file: string): XevalError =>
  new XevalError('missing-data', message, {
    hint: `Put it there, or run \`xeval pull ${dataset}\` and omit --data.`,
    location: { file },
  })

const ownMissing = (dataset: string, own: OwnFile, folder: string): XevalError =>
  new XevalError('missing-data', `${folder}: expected ${dataset} in a file that ends in ${endings(own)}`, {
    hint: own.expects,
    location: { file: folder },
  })
