import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { messageOf, XevalError } from '../core/errors.ts'
import { Night } from '../core/gate-result.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { takeLock } from '../files/lock.ts'
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
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw error
  })
  if (text === undefined) return []
  try {
    const file = NightsFile.parse(JSON.parse(text))
    return file.baseline === baseline ? file.nights : []
  } catch (cause) {
    throw new XevalError('bad-nights', `${path} cannot be read: ${messageOf(cause)}`, {
      hint: 'Delete it; nights are then counted from 1 again.',
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

/** So long a gate waits for another one of the same baseline. */
const PATIENCE_MS = 120_000

/**
 * Takes a baseline's nights for this gate alone, from reading them until its own is written: else one of two would be lost, or both be the
 * same night. Waits for another gate to end; throws `nights-locked` where it does not, `cannot-write` where nothing can be written.
 */
export async function lockNights(
  root: string,
  name: string,
  patience: number = PATIENCE_MS,
): Promise<{ release(): Promise<void> }> {
  const dir = join(root, 'nights', `${name}.lock`)
  for (let waited = 0; ; waited += 100) {
    try {
      await makeFolder(dir)
      return await takeLock(dir)
    } catch (cause) {
      if (!XevalError.is(cause)) throw cannotWrite(dir, cause)
      if (cause.code !== 'run-locked') throw cause
      if (waited >= patience) {
        throw new XevalError('nights-locked', `another gate against ${name} is still running: ${cause.message}`, {
          hint: cause.hint ?? 'Wait until it ends.',
          cause,
        })
      }
    }
    await sleep(100)
  }
}

const cannotWrite = (path: string, cause: unknown): XevalError =>
  new XevalError('cannot-write', `${path}: ${messageOf(cause)}`, {
    hint: 'Free some space or fix the permissions, then gate the run again.',
    cause,
  })

/** In a folder of its own: what stands beside it are baselines. */
const pathOf = (root: string, name: string): string => join(root, 'nights', `${name}.json`)
