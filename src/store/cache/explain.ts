import { canonicalJson } from '../../core/hash.ts'
import type { WorkKey } from '../../core/records.ts'
import { readLog } from '../../files/read-log.ts'
import type { KeyFields } from './cache-key.ts'
import { CacheEntry } from './entry.ts'
import { listSegments } from './segments.ts'

/** How the fields of one request's key differ from those of the nearest other answer to the same sample. */
export interface Explanation {
  /** Answers to this sample in the cache, those of the run included. */
  entries: number
  /** The key that the run asked under, where its answer is there. */
  own?: CacheEntry
  nearest?: CacheEntry
  differences: { field: string; run: string; cached: string }[]
}

/** Every answer to one piece of work, in any epoch. Reads the whole cache, which is what makes it a verb and no part of a run. */
export async function entriesOf(dir: string, { benchmark, sampleId }: Omit<WorkKey, 'epoch'>): Promise<CacheEntry[]> {
  const found: CacheEntry[] = []
  for (const { path } of await listSegments(dir)) {
    for await (const lines of readLog(path)) {
      for (const { record } of lines) {
        const parsed = CacheEntry.safeParse(record)
        if (!parsed.success) continue
        const { work } = parsed.data
        if (work.benchmark === benchmark && work.sampleId === sampleId) found.push(parsed.data)
      }
    }
  }
  return found
}

/** `isOwn` knows the run's answer; `fields` stand in for its key where that answer is not in the cache. */
export function explain(
  entries: readonly CacheEntry[],
  isOwn: (entry: CacheEntry) => boolean,
  fields: Partial<KeyFields>,
): Explanation {
  const own = entries.find(isOwn)
  const asked = own?.fields ?? fields
  const others = entries.filter(entry => entry.key !== own?.key)
  const ranked = others
    .map(entry => ({ entry, differences: differencesOf(asked, entry.fields) }))
    .sort((a, b) => a.differences.length - b.differences.length)
  const [nearest] = ranked
  return {
    entries: entries.length,
    ...(own && { own }),
    ...(nearest && { nearest: nearest.entry }),
    differences: nearest?.differences ?? [],
  }
}

/** Parameters are told one by one. */
export function differencesOf(run: Partial<KeyFields>, cached: Partial<KeyFields>): Explanation['differences'] {
  const [a, b] = [flat(run), flat(cached)]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .sort()
    .filter(field => a[field] !== b[field])
    .map(field => ({ field, run: a[field] ?? 'not set', cached: b[field] ?? 'not set' }))
}

const flat = ({ params, ...fields }: Partial<KeyFields>): Record<string, string> =>
  Object.fromEntries(
    [...Object.entries(fields), ...Object.entries(params ?? {}).map(([name, value]) => [`params.${name}`, value])].map(
      ([name, value]) => [String(name), typeof value === 'string' ? value : canonicalJson(value)],
    ),
  )
