import type { Config } from '../core/settings.ts'
import type { WrittenTask } from '../core/task-file.ts'
import type { RunEvent } from '../run/events.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { listenable } from './listenable.ts'
import type { PluginsGiven } from './plugins.ts'
import { type Surroundings, surroundingsOf } from './surroundings.ts'

/**
 * What `evaluate` takes: the names and values of `xeval.config.*`. A config file is not read; spread one in where it is wanted.
 *
 * @example
 * const options: EvaluateOptions = { suite: 'safety', limit: 2, seed: 7 }
 * (await evaluate(options)).status // → 'complete'
 */
export interface EvaluateOptions extends Omit<Config, 'plugins' | 'tasks'>, Surroundings {
  /** A run to go on with, by its id or folder, or `true` for the latest that did not end. */
  resume?: boolean | string
  /** Tasks of your own, besides the file that `suite` may name; paths start from `cwd`. */
  tasks?: readonly (string | WrittenTask)[]
  /** The name of a suite, or of benchmarks of one; or the file of a task. */
  suite: string | readonly string[]
  /** Suites, judges, providers … besides those of xeval; a path or a package is loaded. */
  plugins?: PluginsGiven
  /** Drops what is in flight: the evaluation rejects with the signal's reason. */
  signal?: AbortSignal
  /** Ends gently: what is in flight is finished and kept, and `resume` goes on. */
  stopping?: AbortSignal
}

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
  const { suite, plugins = [], tasks = [], signal, stopping, cwd, env, ...settings } = options
  const where = surroundingsOf(options)
  return listenable(async onEvent => {
    const { evaluateSuite } = await import('./evaluate-suite.ts')
    return evaluateSuite(suite, settings, plugins, tasks, {
      ...where,
      onEvent,
      ...(signal && { signal }),
      ...(stopping && { stopping }),
    })
  })
}
