import { z } from 'zod'
import { Completion } from '../../core/completion.ts'
import { sha256 } from '../../core/hash.ts'
import { WorkKey } from '../../core/records.ts'
import type { KeyFields } from './cache-key.ts'

/** A line of a segment: an answer under its key, with the key's fields beside it so that a miss can be explained. */
export const CacheEntry = z.object({
  key: z.string(),
  fields: z.custom<KeyFields>(value => typeof value === 'object' && value !== null && 'model' in value),
  work: WorkKey,
  /** The run that asked. */
  run: z.string(),
  completion: Completion,
})
export type CacheEntry = z.infer<typeof CacheEntry>

/**
 * A line that says that a run's server turned out to have served other weights than it had named: no other run takes that
 * run's answers. Under a key of its own, so that it is found, merged and pruned like an answer.
 */
export interface Doubt {
  key: string
  doubted: string
}

export const doubtKey = (run: string): string => sha256(`doubted\n${run}`)

/** The 52 bits of a digest that the index knows it by; the whole of it stands in the entry. */
export const shortKey = (sha256: string): number => Number.parseInt(sha256.slice(0, 13), 16) + 1
