import { mkdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Completion } from '../../core/completion.ts'
import { encodeLine } from '../../files/line.ts'
import { makeIndexTable } from '../index/index-table.ts'
import type { CacheKey } from './cache-key.ts'
import { type CacheEntry, shortKey } from './entry.ts'
import { makeSegmentReader } from './segment-reader.ts'
import { makeSegmentWriter } from './segment-writer.ts'
import { indexSegment, listSegments, MANY_SEGMENTS, pruneSegments } from './segments.ts'

/** Answers by the digest of all that they depend on, for every process of this machine. */
export interface ResponseCache {
  /** An answer that is there, whole and under this very key; anything else is a miss. */
  get(key: CacheKey): Completion | undefined
  /** Keeps an answer. Only whole ones may be given: no error, nothing cut off on its way. */
  put(key: CacheKey, completion: Completion): void
  close(): Promise<void>
}

export interface CacheOptions {
  /** Bound of the whole cache. @default 1 GiB */
  maxBytes?: number
  /** Told if answers can't be kept, or files not be merged; the run goes on without. */
  onError?(error: unknown): void
}

export const MAX_BYTES = 2 ** 30

/** Where the cache is, under `xevalHome()`. */
export const cacheFolder = (home: string): string => join(home, 'cache', 'v1')

export async function openResponseCache(dir: string, options: CacheOptions = {}): Promise<ResponseCache> {
  const { maxBytes = MAX_BYTES, onError = () => undefined } = options
  await mkdir(dir, { recursive: true })
  await pruneSegments(dir, maxBytes)
  const { paths, table, reader } = await openSegments(dir)
  const segmentBytes = Math.min(64 * 2 ** 20, Math.ceil(maxBytes / 8))
  const writer = makeSegmentWriter(dir, segmentBytes, onError)
  const used = new Set<number>()
  return {
    get({ sha256 }) {
      const at = table.offset(shortKey(sha256))
      if (at < 0) return undefined
      const segment = Math.floor(at / SEGMENT)
      const record = reader.read(segment, at % SEGMENT)
      if (record === undefined || record['key'] !== sha256 || !isAnswer(record['completion'])) return undefined
      used.add(segment)
      return record['completion']
    },
    put({ sha256, fields, work }, completion) {
      const entry: CacheEntry = { key: sha256, fields, work, completion }
      writer.add(encodeLine(entry), shortKey(sha256))
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
