import type { Comparison } from '../core/comparison.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunResult } from '../core/run-result.ts'
import type { WithAnalyses } from '../report/result-document.ts'
import type { StopReason } from '../run/events.ts'

/**
 * A run of one model, as it is on disk.
 *
 * @example
 * const { runs } = await evaluate({ suite: 'safety', limit: 2 })
 * const refs = runs.map(({ manifest }: EvaluatedRun) => manifest.model.ref)
 * refs // → ['demo/before', 'demo/after']
 */
export interface EvaluatedRun {
  id: string
  /** Absolute. `openRun` reads it, `compare` takes it. */
  dir: string
  manifest: Manifest
  /** The same as `metrics.json`. */
  metrics: RunResult
}

interface Done {
  suite: string
  /** One, or before and after. */
  runs: EvaluatedRun[]
  /** What `xeval compare --json` prints of them: where there are two, and all is done. */
  comparison?: WithAnalyses<Comparison>
  /** Pieces of work that failed: counted, scored nowhere, and asked again by a resume. */
  failed: number
  /** Whether more failed than `maxErrors` allows, more is unscored than `maxUnscored` does, or a benchmark has nothing scored. */
  tooManyErrors: boolean
}

/**
 * What came of an evaluation. Neither failed samples nor a stop are an error: both are said here.
 *
 * @example
 * const result: EvaluationResult = await evaluate({ suite: 'safety', limit: 2 })
 * result.comparison?.benchmarks.length // → 3
 */
export type EvaluationResult =
  /** `report` is a path: the Markdown report, or what the option of that name says. */
  | (Done & { status: 'complete'; report: string })
  /** Stopped before all was done; `resume` goes on. */
  | (Done & { status: 'interrupted'; reason: StopReason })
  /** People are to judge the answers, and nobody has yet: `next` are the commands for it. */
  | (Done & { status: 'unrated'; next: string[] })
