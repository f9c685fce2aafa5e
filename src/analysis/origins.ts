import type { Manifest } from '../core/manifest.ts'
import { getOrMake } from './aggregate.ts'
import { countUsage, noUsage, type UsageCount } from './count-usage.ts'
import type { ScoredRun } from './scored-run.ts'
import type { ScoredSample } from './scored-sample.ts'

/** Who gave a run's answers, and how many of them another run had asked for. */
export interface Origins {
  /** Answers by the name that the server gave itself. */
  served: Readonly<Record<string, number>>
  /** Judgments, by the judge's model that was asked for and the name that its server gave itself. */
  servedJudges: NonNullable<Manifest['servedJudges']>
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
  const judged = new Map<string, Map<string, number>>()
  const judges = new Map(manifest.benchmarks.map(({ name, judge }) => [name, judge.modelName ?? judge.model ?? '']))
  const used = noUsage()
  let isDrawn = false
  let answers = 0
  let judgments = 0
  return {
    add({ item, benchmark }) {
      if (item === undefined) return
      isDrawn = true
      countUsage(item, used)
      for (const { output, judgment } of item.epochs) {
        if (output?.outcome.ok) {
          const { servedModel, text, finishReason } = output.outcome.value
          // What a filter withheld is of nobody.
          if (text !== '' || finishReason !== 'content-filter') count(served, servedModel)
        }
        if (output?.cachedFrom !== undefined) answers++
        if (judgment?.cachedFrom !== undefined) judgments++
        const asked = judges.get(benchmark) ?? ''
        for (const name of judgment?.served ?? [])
          count(
            getOrMake(judged, asked, () => new Map()),
            name,
          )
      }
    },
    found() {
      if (!isDrawn) {
        const { served = {}, servedJudges = {}, counts } = manifest
        return { served, servedJudges, otherRuns: counts?.otherRuns }
      }
      const otherRuns = answers + judgments > 0 ? { answers, judgments } : undefined
      const servedJudges = Object.fromEntries(
        Array.from(judged, ([asked, names]) => [asked, Object.fromEntries(names)]),
      )
      return { served: Object.fromEntries(served), servedJudges, otherRuns }
    },
    used: () => (isDrawn ? used : undefined),
  }
}

const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)
