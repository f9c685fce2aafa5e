import { addUsage, type Usage } from '../core/completion.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Attempt } from '../core/outcome.ts'
import type { RunItem } from '../core/run-store.ts'

/** What a run took: tokens by who was asked, and requests. */
export interface UsageCount {
  usage: { model: Usage; judge: Usage }
  counts: Pick<NonNullable<Manifest['counts']>, 'requests' | 'cached' | 'hedged'>
}

/** Adds a sample's requests to the count. */
export function countUsage({ epochs }: RunItem, { usage, counts }: UsageCount): void {
  for (const { output, judgment } of epochs) {
    if (output !== undefined) countAttempts(output.attempts, usage.model, counts)
    if (judgment !== undefined) countAttempts(judgment.attempts, usage.judge, counts)
    if (output?.cached) counts.cached++
    if (judgment?.cached) counts.cached++
    if (output?.outcome.ok && !output.cached) addUsage(usage.model, output.outcome.value.usage)
    if (judgment !== undefined) addUsage(usage.judge, judgment.usage)
  }
}

export const noUsage = (): UsageCount => ({ usage: { model: {}, judge: {} }, counts: { requests: 0, cached: 0 } })

function countAttempts(attempts: readonly Attempt[], usage: Usage, counts: UsageCount['counts']): void {
  counts.requests += attempts.length
  for (const { error, usage: second } of attempts) {
    if (error === 'hedge-lost') counts.hedged = (counts.hedged ?? 0) + 1
    if (second !== undefined) addUsage(usage, second)
  }
}
