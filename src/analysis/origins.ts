import type { Manifest } from '../core/manifest.ts'
import { countUsage, noUsage, type UsageCount } from './count-usage.ts'
import type { ScoredRun } from './scored-run.ts'
import type { ScoredSample } from './scored-sample.ts'

/** Who gave a run's answers, and how many of them another run had asked for. */
export interface Origins {
  /** Answers by the name that the server gave itself. */
  served: Readonly<Record<string, number>>
  otherRuns: NonNullable<Manifest['counts']>['otherRuns'] | undefined
}

export interface OriginsCount {
  add(sample: ScoredSample): void
  found(): Origins
  /** What the run took, where its samples were drawn from the logs. */
  used(): UsageCount | undefined
}

/** Counts over a run's samples; where the scores are the run's own, they have been counted, and stand in its manifest. */
export function makeOrigins({ manifest }: Pick<ScoredRun, 'manifest'>): OriginsCount {
  const served = new Map<string, number>()
  const used = noUsage()
  let isDrawn = false
  let answers = 0
  let judgments = 0
  return {
    add({ item }) {
      if (item === undefined) return
      isDrawn = true
      countUsage(item, used)
      for (const { output, judgment } of item.epochs) {
        if (output?.outcome.ok) {
          const { servedModel, text, finishReason } = output.outcome.value
          // What a filter withheld is of nobody.
          if (text !== '' || finishReason !== 'content-filter')
            served.set(servedModel, (served.get(servedModel) ?? 0) + 1)
        }
        if (output?.cachedFrom !== undefined) answers++
        if (judgment?.cachedFrom !== undefined) judgments++
      }
    },
    found() {
      if (!isDrawn) return { served: manifest.served ?? {}, otherRuns: manifest.counts?.otherRuns }
      const otherRuns = answers + judgments > 0 ? { answers, judgments } : undefined
      return { served: Object.fromEntries(served), otherRuns }
    },
    used: () => (isDrawn ? used : undefined),
  }
}
