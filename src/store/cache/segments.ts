import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { indexPath, readIndex } from '../../files/index-file.ts'
import { readEntryAt, readLog } from '../../files/read-log.ts'
import { shortKey } from './entry.ts'

/** One file of the cache. Each process writes its own, so that none waits for another or overwrites it. */
export interface Segment {
  path: string
  bytes: number
  /** When an answer of it was last used. */
  usedMs: number
}

/** The segments of a folder, the least recently used first. */
export async function listSegments(dir: string): Promise<Segment[]> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found = await Promise.all(
    names
      .filter(name => name.endsWith('.jsonl'))
      .map(async (name): Promise<Segment[]> => {
        const path = join(dir, name)
        const facts = await stat(path).catch(() => undefined)
        return facts === undefined ? [] : [{ path, bytes: facts.size, usedMs: facts.mtimeMs }]
      }),
  )
  return found.flat().sort((a, b) => a.usedMs - b.usedMs || (a.path < b.path ? -1 : 1))
}

/** Removes what was used longest ago until the rest takes at most `bytes`. */
export async function pruneSegments(dir: string, bytes: number): Promise<{ removed: number; freed: number }> {
  const segments = await listSegments(dir)
  let total = segments.reduce((sum, segment) => sum + segment.bytes, 0)
  let removed = 0
  let freed = 0
  for (const segment of segments) {
    if (total <= bytes) break
    await removeSegment(segment.path)
    total -= segment.bytes
    freed += segment.bytes
    removed++
  }
  return { removed, freed }
}

/** Small ones that may lie there before they are made one. */
export const MANY_SEGMENTS = 16

/** Beside a segment that is being written: which process does it. */
export const openPath = (path: string): string => path.replace(/(\.jsonl)?$/, '.open')

export async function removeSegment(path: string): Promise<void> {
  for (const one of [indexPath(path), path, openPath(path)]) await rm(one, { force: true })
}

/** Hands every whole line's short key and offset to `visit`: from the sidecar, and from the segment's tail behind it. */
export async function indexSegment(
  { path, bytes }: Segment,
  visit: (key: number, offset: number) => void,
): Promise<void> {
  let covered = 0
  await readIndex(indexPath(path), bytes, visit, async ({ offset }) => {
    const line = await readEntryAt(path, offset)
    if (line?.record === undefined) return false
    covered = offset + line.length
    return true
  })
  if (covered >= bytes) return
  for await (const entries of readLog(path, covered)) {
    for (const { record, offset } of entries) {
      if (typeof record?.['key'] === 'string') visit(shortKey(record['key']), offset)
    }
  }
}
