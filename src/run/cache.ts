import { rm } from 'node:fs/promises'
import { cacheFolder } from '../store/cache/response-cache.ts'
import { indexSegment, listSegments, pruneSegments } from '../store/cache/segments.ts'
import { cacheBytes } from './answer-caches.ts'
import { type Context, homeOf } from './context.ts'

/** What the response cache holds. */
export interface CacheStats {
  folder: string
  segments: number
  answers: number
  bytes: number
  maxBytes: number
}

export const cacheIn = (context: Context): string => cacheFolder(homeOf(context))

export async function cacheStats(context: Context): Promise<CacheStats> {
  const folder = cacheIn(context)
  const segments = await listSegments(folder)
  let answers = 0
  for (const segment of segments) await indexSegment(segment, () => answers++)
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0)
  return { folder, segments: segments.length, answers, bytes, maxBytes: cacheBytes(context.env) }
}

/** Makes it fit into its bound. */
export const pruneCache = (context: Context): Promise<{ removed: number; freed: number }> =>
  pruneSegments(cacheIn(context), cacheBytes(context.env))

export async function clearCache(context: Context): Promise<{ removed: number; freed: number }> {
  const folder = cacheIn(context)
  const facts = await pruneSegments(folder, -1)
  await rm(folder, { recursive: true, force: true })
  return facts
}
