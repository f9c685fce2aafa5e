import type { Comparison } from '../core/comparison.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunResult } from '../core/run-result.ts'
import type { Config } from '../core/settings.ts'
import type { WithAnalyses } from '../report/result-document.ts'
import type { RunEvent, StopReason } from '../run/events.ts'
import { listenable } from './listenable.ts'
import { type Surroundings, surroundingsOf } from './surroundings.ts'

/**
 * What `evaluate` takes: the names and values of `xeval.config.*`. A config file is not read; spread one in where it is wanted.
 *
 * @example
 * const options: EvaluateOptions = { suite: 'safety', limit: 2, seed: 7 }
 * (await evaluate(options)).status // → 'complete'
 */
export interface EvaluateOptions extends Config, Surroundings {
  /** A run to go on with, by its id or folder, or `true` for the latest that did not end. */
  resume?: boolean | string
  /** The name of a suite, or of benchmarks of one. */
  suite: string | readonly string[]
  /** Drops what is in flight: the evaluation rejects with the signal's reason. */
  signal?: AbortSignal
  /** Ends gently: what is in flight is finished and kept, and `resume` goes on. */
  stopping?: AbortSignal
}

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

/**
 * An evaluation that is going on: its result as a promise, and what happens as an async iterable.
 *
 * @example
 * const evaluation: Evaluation = evaluate({ suite: 'safety', limit: 2 })
 * let judged = 0
 * for await (const { type } of evaluation) if (type === 'judgment') judged++
 * judged // → 12
 */
export interface Evaluation extends Promise<EvaluationResult>, AsyncIterable<RunEvent> {}

/**
 * Runs a suite on one model, or on two and compares them: `xeval run` from code. It begins at once and prints nothing;
 * any number can go on in one process. Each loop over it gets what happens from then on, and ends with it; leaving the
 * loop ends nothing. Rejects with an `XevalError` where an option, a file or a model is not as it has to be, and with
 * the reason of `signal` once that is aborted.
 *
 * @example
 * const { status, runs } = await evaluate({ suite: 'safety', limit: 5, before: 'demo/before', after: 'demo/after' })
 * status // → 'complete'
 * runs.map(({ metrics }) => metrics.model) // → ['demo/before', 'demo/after']
 */
export function evaluate(options: EvaluateOptions): Evaluation {
  const { suite, signal, stopping, cwd, env, ...settings } = options
  const where = surroundingsOf(options)
  return listenable(async onEvent => {
    const { evaluateSuite } = await import('./evaluate-suite.ts')
    return evaluateSuite(suite, settings, {
      ...where,
      onEvent,
      ...(signal && { signal }),
      ...(stopping && { stopping }),
    })
  })
}
