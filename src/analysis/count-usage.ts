import { addUsage, type Usage } from '../core/completion.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Attempt } from '../core/outcome.ts'
import type { RunItem } from '../core/run-store.ts'

/** What a run took: tokens by who was asked, and requests. */
export interface UsageCount {
  usage: { model: Usage; judge: Usage }
  counts: Omit<NonNullable<Manifest['counts']>, 'errored' | 'unscored' | 'otherRuns'>
}

export const noUsage = (): UsageCount => ({ usage: { model: {}, judge: {} }, counts: { requests: 0, cached: 0 } })

/** Adds a sample's requests to the count. */
export function countUsage({ epochs }: RunItem, { usage, counts }: UsageCount): void {
  for (const { output, judgment } of epochs) {
    if (output !== undefined) countAttempts(output.attempts, 'model', usage.model, counts)
    if (judgment !== undefined) countAttempts(judgment.attempts, 'judge', usage.judge, counts)
    if (output?.cached) {
      counts.cached++
      counts.cachedAnswers = (counts.cachedAnswers ?? 0) + 1
    }
    if (judgment?.cached) counts.cached++
    if (output?.outcome.ok && !output.cached) addUsage(usage.model, output.outcome.value.usage)
    if (judgment !== undefined) addUsage(usage.judge, judgment.usage)
  }
}

function countAttempts(
  attempts: readonly Attempt[],
  whose: 'model' | 'judge',
  usage: Usage,
  counts: UsageCount['counts'],
): void {
  counts.requests += attempts.length
  for (const { error, usage: second, dropped = [] } of attempts) {
    for (const name of dropped) countDropped(name, whose, counts)
    if (error === 'hedge-lost') counts.hedged = (counts.hedged ?? 0) + 1
    if (second !== undefined) addUsage(usage, second)
  }
}

function countDropped(name: string, whose: 'model' | 'judge', counts: UsageCount['counts']): void {
  const { dropped = {} } = counts
  const known = dropped[whose] ?? {}
  counts.dropped = { ...dropped, [whose]: { ...known, [name]: (known[name] ?? 0) + 1 } }
}
