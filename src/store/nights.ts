import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { messageOf, XevalError } from '../core/errors.ts'
import { Night } from '../core/gate-result.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { makeFolder } from '../files/make-folder.ts'

const NightsFile = z.object({
  schemaVersion: z.literal(1),
  /** The run that they were held against: another one begins anew. */
  baseline: z.string(),
  nights: z.array(Night),
})

/** The nights that were held against a baseline, as long as it is that very run. */
export async function readNights(root: string, name: string, baseline: string): Promise<Night[]> {
  const path = pathOf(root, name)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return []
  try {
    const file = NightsFile.parse(JSON.parse(text))
    return file.baseline === baseline ? file.nights : []
  } catch (cause) {
    throw new XevalError('bad-nights', `${path} can't be read: ${messageOf(cause)}`, {
      hint: 'Delete it: nights are counted from 1 again.',
      location: { file: path },
      cause,
    })
  }
}

export async function writeNights(
  root: string,
  name: string,
  baseline: string,
  nights: readonly Night[],
): Promise<void> {
  await makeFolder(join(root, 'nights'))
  const body = { schemaVersion: 1, baseline, nights }
  await atomicWrite(pathOf(root, name), `${JSON.stringify(body, null, 2)}\n`)
}

/** In a folder of its own: what stands beside it are baselines. */
const pathOf = (root: string, name: string): string => join(root, 'nights', `${name}.json`)
