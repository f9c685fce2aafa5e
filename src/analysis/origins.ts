import type { Manifest } from '../core/manifest.ts'
import type { RunItem } from '../core/run-store.ts'
import type { ScoredSample } from './score.ts'
import type { ScoredRun } from './scored-run.ts'

/** Who gave a run's answers, and how many of them another run had asked for. */
export interface Origins {
  /** Answers by the name that the server gave itself. */
  served: Readonly<Record<string, number>>
  otherRuns: NonNullable<Manifest['counts']>['otherRuns'] | undefined
}

/** Where one sample's answers came from. */
export interface SampleOrigins {
  /** The name that the server gave itself, for each answer. What a filter withheld is of nobody. */
  served: readonly string[]
  /** How many of its answers and judgments another run had asked for. */
  answers: number
  judgments: number
}

export function sampleOrigins({ epochs }: RunItem): SampleOrigins {
  const served = epochs.flatMap(({ output }) => {
    if (output?.outcome.ok !== true) return []
    const { servedModel, text, finishReason } = output.outcome.value
    return text === '' && finishReason === 'content-filter' ? [] : [servedModel]
  })
  const of = (stage: 'output' | 'judgment'): number =>
    epochs.filter(epoch => epoch[stage]?.cachedFrom !== undefined).length
  return { served, answers: of('output'), judgments: of('judgment') }
}

/** Counts over a run's samples; where the scores are the run's own, they have been counted, and stand in its manifest. */
export function makeOrigins({ manifest }: Pick<ScoredRun, 'manifest'>): {
  add(sample: ScoredSample): void
  found(): Origins
} {
  const served = new Map<string, number>()
  let isCounted = false
  let answers = 0
  let judgments = 0
  return {
    add({ origins }) {
      if (origins === undefined) return
      isCounted = true
      for (const name of origins.served) served.set(name, (served.get(name) ?? 0) + 1)
      answers += origins.answers
      judgments += origins.judgments
    },
    found() {
      if (!isCounted) return { served: manifest.served ?? {}, otherRuns: manifest.counts?.otherRuns }
      const otherRuns = answers + judgments > 0 ? { answers, judgments } : undefined
      return { served: Object.fromEntries(served), otherRuns }
    },
  }
}
