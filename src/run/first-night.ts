import { refuseDoubtful } from '../analysis/gate.ts'
import { summariseRun } from '../analysis/summarise-run.ts'
import type { GateReport } from '../core/gate-result.ts'
import { firstNightLine, gateLine, reasonedResult } from '../report/gate-text.ts'
import { nameBaseline } from './baselines.ts'
import type { Context } from './context.ts'
import type { GateSettings } from './gate-settings.ts'
import { bundledIn, refuseNothingReal } from './gated-runs.ts'
import { DEFAULT_MAX_ERRORS } from './limits.ts'
import { openRuns } from './open-runs.ts'

/**
 * Makes a run the baseline, if it could be one: not bundled samples alone, not another model than the one that was asked for (both throw
 * `gate-refused`), and with an answer to nearly every sample; else every later night would be held against what it is not.
 */
export async function firstNight(
  after: string,
  name: string,
  { out, lang = 'en', allowDiff = [], maxErrors = DEFAULT_MAX_ERRORS }: GateSettings,
  context: Context,
): Promise<GateReport> {
  const [run] = await openRuns([after], out, context)
  if (run === undefined) throw new Error('openRuns gives what it is asked for')
  const bundled = bundledIn([run.manifest])
  refuseNothingReal([run.manifest], bundled)
  const summary = await summariseRun(run)
  refuseDoubtful(summary, allowDiff)
  const results = summary.benchmarks.flatMap(row => {
    const share = row.errored / Math.max(1, row.n)
    if (bundled.has(row.name) || share <= maxErrors) return []
    const values = { share: `${(share * 100).toFixed(1)}%` }
    return [reasonedResult(row.name, 'too-many-errors', { code: 'no-answer', values })]
  })
  if (results.length > 0) {
    const line = gateLine(run.manifest.suite, { outcome: 'too-many-errors', results }, lang)
    return { schemaVersion: 1, outcome: 'too-many-errors', line, results }
  }
  const id = await nameBaseline(name, run.dir, out, context)
  return { schemaVersion: 1, outcome: 'baseline-set', line: firstNightLine(name, id, lang), results: [] }
}
