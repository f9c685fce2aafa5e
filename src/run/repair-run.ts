import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { indexPath } from '../files/index-file.ts'
import { encodeLine } from '../files/line.ts'
import { takeLock } from '../files/lock.ts'
import { makeFolder } from '../files/make-folder.ts'
import { readLog } from '../files/read-log.ts'
import { wholeRatings } from '../ratings/rating-store.ts'
import { files, findRun, readManifest, writeManifest } from '../store/run/run-files.ts'
import { changedLog, hasSealedRatings } from '../store/run/scores-seal.ts'
import type { Context } from './context.ts'
import { type LookedAt, lookAtLogs } from './look-at-logs.ts'
import { type Place, resumeCommand } from './resume-command.ts'
import { runsFolder } from './run-manifest.ts'

export interface RepairedRun {
  dir: string
  id: string
  /** What was done, file by file; empty where nothing was wrong. */
  repaired: { file: string; kept: number; lost: number; problems: string[] }[]
  /** Answers and judgments that a resume asks for. */
  missing: { outputs: number; judgments: number }
  /** Where the damaged files are now. */
  aside?: string
  /** What goes on with the run. */
  next?: string
}

/**
 * Takes a damaged run apart: keeps the lines that are whole and belong together, sets the damaged files aside, and leaves a run that a
 * resume can finish. Samples are all written again by the resume, in their order, from the data.
 */
export async function repairRun(name: string, place: Place, context: Context): Promise<RepairedRun> {
  const dir = await findRun(runsFolder(context, place.out), name, context.cwd)
  const lock = await takeLock(dir)
  try {
    return await repair(dir, place, context)
  } finally {
    await lock.release()
  }
}

async function repair(dir: string, place: Place, context: Context): Promise<RepairedRun> {
  const repaired: RepairedRun['repaired'] = []
  const manifest = await readManifest(dir).catch(async error => {
    if (!XevalError.is(error) || error.code !== 'run-changed') throw error
    repaired.push({ file: 'manifest.json', kept: 0, lost: 0, problems: ['was edited; it is taken as it is now'] })
    return readManifest(dir, { edited: true })
  })
  const logs = await lookAtLogs(dir, manifest)
  const { scores } = manifest
  const isChanged = scores !== undefined && (await changedLog(dir, scores)) !== undefined
  const aside = join(dir, `damaged-${await nextNumber(dir)}`)
  for (const log of ['samples', 'outputs', 'judgments'] as const) {
    const found = logs[log]
    if (found.problems.length === 0) continue
    const kept = log === 'samples' ? 0 : found.kept.filter(Boolean).length
    await setAside(aside, files[log](dir), log === 'samples' ? nothing() : keptLines(files[log](dir), found))
    repaired.push({ file: `${log}.jsonl`, kept, lost: found.lines - kept, problems: found.problems })
  }
  const ratings = await repairRatings(dir, manifest, aside)
  if (ratings !== undefined) repaired.push(ratings)
  const { missing } = logs
  const isShort = missing.outputs > 0 || missing.judgments > 0
  if (repaired.length === 0 && !isChanged && !(manifest.status === 'complete' && isShort))
    return { dir, id: manifest.id, repaired, missing }
  const { scores: _, ...rest } = manifest
  await writeManifest(dir, { ...rest, status: 'interrupted' })
  const next = resumeCommand({ dir, suite: manifest.suite }, place, context)
  return { dir, id: manifest.id, repaired, missing, ...((await isThere(aside)) && { aside }), next }
}

async function* keptLines(path: string, { kept }: LookedAt): AsyncGenerator<Buffer> {
  let at = 0
  for await (const entries of readLog(path)) {
    const lines = entries.flatMap(({ record }) => (kept[at++] && record !== undefined ? [encodeLine(record)] : []))
    if (lines.length > 0) yield Buffer.concat(lines)
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}

/** The old file stays beside; the new one is there as a whole, or not at all. */
async function setAside(aside: string, path: string, lines: AsyncIterable<Buffer>): Promise<void> {
  await makeFolder(aside)
  const repairedPath = `${path}.repaired`
  await atomicWrite(repairedPath, lines)
  await rename(path, join(aside, path.slice(path.lastIndexOf('/') + 1))).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(repairedPath, path)
  await rm(indexPath(path), { force: true })
}

async function repairRatings(
  dir: string,
  { scores }: Manifest,
  aside: string,
): Promise<RepairedRun['repaired'][number] | undefined> {
  const { whole, broken } = await wholeRatings(dir)
  const isOther = scores !== undefined && !(await hasSealedRatings(dir, scores))
  if (broken.length === 0 && !isOther) return undefined
  const problems = broken.map(line => `line ${line} is no whole rating`)
  if (isOther) problems.push('lacks ratings that were sealed, or has others')
  async function* lines(): AsyncGenerator<Buffer> {
    yield Buffer.from(whole.join(''))
  }
  await setAside(aside, files.ratings(dir), lines())
  return { file: 'ratings.jsonl', kept: whole.length, lost: broken.length, problems }
}

/** A second repair doesn't overwrite what the first one set aside. */
async function nextNumber(dir: string): Promise<number> {
  const numbers = (await readdir(dir)).map(name => Number(/^damaged-(\d+)$/.exec(name)?.[1] ?? 0))
  return Math.max(0, ...numbers) + 1
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
