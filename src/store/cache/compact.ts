import { randomBytes } from 'node:crypto'
import { open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { XevalError } from '../../core/errors.ts'
import { indexPath, openIndexWriter } from '../../files/index-file.ts'
import { encodeLine } from '../../files/line.ts'
import { takeLock } from '../../files/lock.ts'
import { isAlive, readOwner } from '../../files/owner.ts'
import { readLog } from '../../files/read-log.ts'
import { shortKey } from './entry.ts'
import { listSegments, MANY_SEGMENTS, openPath, removeSegment, type Segment } from './segments.ts'

/**
 * Makes few segments of many small ones, of at most `segmentBytes` each: a run leaves one, however short it was. One process
 * does it at a time. The new file is whole and on disk, under its name, before the old ones go, so that a crash leaves an
 * answer twice rather than not at all; a segment that a living process still writes is let be. Gives the number merged.
 */
export async function compactSegments(dir: string, segmentBytes: number, many = MANY_SEGMENTS): Promise<number> {
  const isSmall = ({ bytes }: Segment): boolean => bytes < segmentBytes / 2
  if ((await listSegments(dir)).filter(isSmall).length <= many) return 0
  const lock = await takeLock(dir).catch(whileAnotherDoes)
  if (lock === undefined) return 0
  try {
    await removeRemains(dir)
    const small: Segment[] = []
    for (const segment of await listSegments(dir)) {
      if (isSmall(segment) && !(await isBeingWritten(segment))) small.push(segment)
    }
    let merged = 0
    for (const group of groupsOf(small, segmentBytes)) {
      if (group.length < 2) continue
      await merge(dir, group)
      merged += group.length
    }
    return merged
  } finally {
    await lock.release()
  }
}

const whileAnotherDoes = (error: unknown): undefined => {
  if (!XevalError.is(error) || error.code !== 'run-locked') throw error
}

async function isBeingWritten({ path }: Pick<Segment, 'path'>): Promise<boolean> {
  const owner = await readOwner(openPath(path))
  // One that can't be seen from here may be writing.
  return typeof owner !== 'string' && (await isAlive(owner)) !== false
}

/** Neighbours in the order of their last use, so that what is used stays apart from what may be pruned. */
function groupsOf(segments: readonly Segment[], segmentBytes: number): Segment[][] {
  const groups: Segment[][] = []
  let room = 0
  for (const segment of segments) {
    if (segment.bytes > room || groups.length === 0) {
      groups.push([])
      room = segmentBytes
    }
    groups.at(-1)?.push(segment)
    room -= segment.bytes
  }
  return groups
}

/** Whole answers only, each key once: the last one written counts, as it does for a reader. */
async function merge(dir: string, group: readonly Segment[]): Promise<void> {
  const path = join(dir, `${randomBytes(8).toString('hex')}.jsonl`)
  const temporary = `${path}.tmp`
  const file = await open(temporary, 'wx')
  const index = await openIndexWriter(indexPath(path), 0)
  const seen = new Set<string>()
  let size = 0
  try {
    for (const segment of group.toReversed()) {
      for await (const entries of readLog(segment.path)) {
        const lines: Buffer[] = []
        for (const { record } of entries) {
          const key = record?.['key']
          if (record === undefined || typeof key !== 'string' || seen.has(key)) continue
          seen.add(key)
          const line = encodeLine(record)
          lines.push(line)
          index.add(shortKey(key), size, true)
          size += line.length
        }
        await file.writeFile(Buffer.concat(lines))
      }
    }
    await file.datasync()
  } finally {
    await index.close()
    await file.close()
  }
  const usedAt = new Date(group.at(-1)?.usedMs ?? 0)
  await utimes(temporary, usedAt, usedAt)
  await rename(temporary, path)
  for (const segment of group) await removeSegment(segment.path)
}

/** What a process left that died while it did this: nobody else makes such files, and we hold the lock. */
async function removeRemains(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const path = join(dir, name)
    if (name.endsWith('.tmp')) await rm(path, { force: true })
    const log = /^(.*)\.(idx|open)$/.exec(name)?.[1]
    if (log === undefined || (await isThere(join(dir, `${log}.jsonl`)))) continue
    // Its owner may be about to create the segment.
    if (!(await isBeingWritten({ path: join(dir, `${log}.jsonl`) }))) await rm(path, { force: true })
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
      throw error
    },
  )
