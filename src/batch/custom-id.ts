import { canonicalJson, sha256 } from '../core/hash.ts'
import type { WorkKey } from '../core/records.ts'

/**
 * Names one request of one run: 40 hex digits of the SHA-256 of run, work, API and body behind `xe-`, which every vendor takes
 * (`^[a-zA-Z0-9_-]{1,64}$`). A judge's second question has another body and so another name; the same question asked again
 * after a crash has the same one, and finds its answer.
 */
export const customIdOf = (run: string, work: WorkKey, path: string, body: string): string => {
  const { benchmark, sampleId, epoch } = work
  return `xe-${sha256(canonicalJson([run, benchmark, sampleId, epoch, path, body])).slice(0, 40)}`
}

/** The 52 bits under which the index knows a custom id; `undefined` for one that isn't ours. */
export const idKey = (customId: string): number | undefined =>
  /^xe-[0-9a-f]{40}$/.test(customId) ? Number.parseInt(customId.slice(3, 16), 16) + 1 : undefined
