import type { Comparison } from '../core/comparison.ts'
import type { Config } from '../core/settings.ts'
import type { WithAnalyses } from '../report/result-document.ts'
import { type Surroundings, surroundingsOf } from './surroundings.ts'

/** How two runs are held against each other, by the names and values of `xeval.config.*`. */
export interface ComparisonOptions
  extends Pick<Config, 'alpha' | 'adjust' | 'margin' | 'allowDiff' | 'force' | 'lang' | 'out'>,
    Surroundings {}

/** A run by its folder, its id, or the beginning or end of one; or as `evaluate` and `openRun` give it. */
export type RunName = string | { readonly dir: string }

/**
 * Two runs, paired by sample: what `xeval compare BEFORE AFTER --json` prints. Rejects with an `XevalError` where a run is
 * missing or unfinished, or where the two differ in more than their model.
 */
export async function compare(
  before: RunName,
  after: RunName,
  options: ComparisonOptions = {},
): Promise<WithAnalyses<Comparison>> {
  const { cwd, env, ...given } = options
  const where = surroundingsOf(options)
  const { compareNamed } = await import('./compare-named.ts')
  return compareNamed([before, after].map(nameOf), given, where)
}

const nameOf = (run: RunName): string => (typeof run === 'string' ? run : run.dir)
