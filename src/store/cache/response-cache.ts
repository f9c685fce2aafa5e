import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Completion } from '../../core/completion.ts'
import { encodeLine } from '../../files/line.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { makeIndexTable } from '../index/index-table.ts'
import type { CacheKey } from './cache-key.ts'
import { type CacheEntry, type Doubt, doubtKey, shortKey } from './entry.ts'
import { makeSegmentReader } from './segment-reader.ts'
import { makeSegmentWriter } from './segment-writer.ts'
import { indexSegment, listSegments, MANY_SEGMENTS, pruneSegments } from './segments.ts'

/** Answers by the digest of all that they depend on, for every process of this machine. */
export interface ResponseCache {
  /** An answer that is there, whole and under this very key, with the run that asked for it; anything else is a miss. */
  get(key: CacheKey): KeptAnswer | undefined
  /** Keeps an answer of a run. Only whole ones may be given: no error, nothing cut off on its way. */
  put(key: CacheKey, run: string, completion: Completion): void
  /** From now on no other run is given what this run asked for: its server did not serve what it had named. */
  doubt(run: string): void
  close(): Promise<void>
}

export interface KeptAnswer {
  completion: Completion
  run: string
  /** Whether other runs may have it. */
  doubted: boolean
}

export interface CacheOptions {
  /** Bound of the whole cache. @default 1 GiB */
  maxBytes?: number
  /** Told if answers can't be kept, or files not be merged; the run goes on without. */
  onError?(error: unknown): void
}

export const MAX_BYTES = 2 ** 30

/** Where the cache is, under `xevalHome()`. */
export const cacheFolder = (home: string): string => join(home, 'cache', 'v2')

export async function openResponseCache(dir: string, options: CacheOptions = {}): Promise<ResponseCache> {
  const { maxBytes = MAX_BYTES, onError = () => undefined } = options
  await makeFolder(dir)
  await pruneSegments(dir, maxBytes)
  const { paths, table, reader } = await openSegments(dir)
  const segmentBytes = Math.min(64 * 2 ** 20, Math.ceil(maxBytes / 8))
  const writer = makeSegmentWriter(dir, segmentBytes, onError)
  const used = new Set<number>()
  const find = (key: string): Record<string, unknown> | undefined => {
    const at = table.offset(shortKey(key))
    if (at < 0) return undefined
    const segment = Math.floor(at / SEGMENT)
    const record = reader.read(segment, at % SEGMENT)
    if (record?.['key'] !== key) return undefined
    used.add(segment)
    return record
  }
  return {
    get({ sha256 }) {
      const record = find(sha256)
      if (record === undefined || typeof record['run'] !== 'string' || !isAnswer(record['completion'])) return undefined
      const { run, completion } = { run: record['run'], completion: record['completion'] }
      return { completion, run, doubted: find(doubtKey(run)) !== undefined }
    },
    put({ sha256, fields, work }, run, completion) {
      const entry: CacheEntry = { key: sha256, fields, work, run, completion }
      writer.add(encodeLine(entry), shortKey(sha256))
    },
    doubt(run) {
      const key = doubtKey(run)
      writer.add(encodeLine({ key, doubted: run } satisfies Doubt), shortKey(key))
    },
    async close() {
      reader.close()
      await writer.close()
      // What was used last is pruned last.
      const now = new Date()
      for (const number of used) await utimes(paths[number] ?? '', now, now).catch(() => undefined)
      if (paths.length < MANY_SEGMENTS) return
      const { compactSegments } = await import('./compact.ts')
      await compactSegments(dir, segmentBytes).catch(onError)
    },
  }
}

/** Anew where another process has merged what was just looked up. */
async function openSegments(dir: string) {
  for (let tries = 1; ; tries++) {
    const segments = await listSegments(dir)
    const table = makeIndexTable()
    for (const [number, segment] of segments.entries()) {
      await indexSegment(segment, (key, offset) => table.set(key, number * SEGMENT + offset, true))
    }
    const paths = segments.map(({ path }) => path)
    const reader = makeSegmentReader(paths)
    if (reader.whole || tries === 3) return { paths, table, reader }
    reader.close()
  }
}

/** Segments are far below 4 GiB: number and offset share one integer. */
const SEGMENT = 2 ** 32

const isAnswer = (value: unknown): value is Completion =>
  typeof value === 'object' &&
  value !== null &&
  'text' in value &&
  typeof value.text === 'string' &&
  'finishReason' in value &&
  'usage' in value
