import type { Comparison } from '../core/comparison.ts'
import type { Config } from '../core/settings.ts'
import type { WithAnalyses } from '../report/result-document.ts'
import type { PluginsGiven } from './plugins.ts'
import { type Surroundings, surroundingsOf } from './surroundings.ts'

/**
 * How two runs are held against each other, by the names and values of `xeval.config.*`.
 *
 * @example
 * const options: ComparisonOptions = { margin: { safety: 0.02 }, adjust: 'holm' }
 * options.adjust // → 'holm'
 */
export interface ComparisonOptions
  extends Pick<
      Config,
      'alpha' | 'adjust' | 'margin' | 'primary' | 'minOverlap' | 'allowDiff' | 'force' | 'lang' | 'out'
    >,
    Surroundings {
  /** Suites and judges besides those of xeval, where the runs' scores have to be drawn anew; a path or a package is loaded. */
  plugins?: PluginsGiven
}

/**
 * A run by its folder, its id, or the beginning or end of one; or as `evaluate` and `openRun` give it.
 *
 * @example
 * const names: RunName[] = ['20260101T000000_safety_base_1a2b3c4d', { dir: '.xeval/runs/20260101T000000_safety_tuned_5e6f7a8b' }]
 * names.length // → 2
 */
export type RunName = string | { readonly dir: string }

/**
 * Two runs, paired by sample: what `xeval compare BEFORE AFTER --json` prints. Rejects with an `XevalError` where a run is
 * missing or unfinished, or where the two differ in more than their model.
 *
 * @example
 * const { runs } = await evaluate({ suite: 'safety', limit: 5 })
 * const [before = '', after = ''] = runs.map(({ id }) => id)
 * const { benchmarks } = await compare(before, after, { margin: { safety: 0.05 } })
 * benchmarks.map(({ name, verdict }) => `${name}: ${verdict}`)[0] // → 'flames: inconclusive'
 */
export async function compare(
  before: RunName,
  after: RunName,
  options: ComparisonOptions = {},
): Promise<WithAnalyses<Comparison>> {
  const { cwd, env, plugins = [], ...given } = options
  const where = surroundingsOf(options)
  const { compareNamed } = await import('./compare-named.ts')
  return compareNamed([before, after].map(nameOf), given, plugins, where)
}

const nameOf = (run: RunName): string => (typeof run === 'string' ? run : run.dir)
