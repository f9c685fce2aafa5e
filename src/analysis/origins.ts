import type { Manifest } from '../core/manifest.ts'
import type { RunItem } from '../core/run-store.ts'

/** Who gave a run's answers, and how many of them another run had asked for. */
export interface Origins {
  /** Answers by the name that the server gave itself. */
  served: Readonly<Record<string, number>>
  otherRuns: NonNullable<Manifest['counts']>['otherRuns'] | undefined
}

/** Counts over a run's items. What a filter withheld is of nobody. */
export function makeOrigins(): { add(item: RunItem): void; found(): Origins } {
  const served = new Map<string, number>()
  let answers = 0
  let judgments = 0
  return {
    add({ epochs }) {
      for (const { output, judgment } of epochs) {
        if (output?.outcome.ok) {
          const { servedModel, text, finishReason } = output.outcome.value
          if (text !== '' || finishReason !== 'content-filter')
            served.set(servedModel, (served.get(servedModel) ?? 0) + 1)
        }
        if (output?.cachedFrom !== undefined) answers++
        if (judgment?.cachedFrom !== undefined) judgments++
      }
    },
    found: () => ({
      served: Object.fromEntries(served),
      otherRuns: answers + judgments > 0 ? { answers, judgments } : undefined,
    }),
  }
}
