import { checkMargin } from '../analysis/check-margin.ts'
import { demandLimit, refuseDoubtful } from '../analysis/gate.ts'
import { rulesOf } from '../analysis/gate-rules.ts'
import { summariseRun } from '../analysis/summarise-run.ts'
import type { GateReport } from '../core/gate-result.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunResult } from '../core/run-result.ts'
import { firstNightLine, gateLine, reasonedResult } from '../report/gate-text.ts'
import { nameBaseline } from './baselines.ts'
import { checkBenchmarks, policyOf } from './chosen-policy.ts'
import { marginsOf } from './compare-options.ts'
import type { Context } from './context.ts'
import type { GateSettings } from './gate-settings.ts'
import { bundledIn, refuseNothingReal } from './gated-runs.ts'
import { DEFAULT_MAX_ERRORS } from './limits.ts'
import { openRuns } from './open-runs.ts'

/**
 * Makes a run the baseline, if it could be one: not bundled samples alone, not another model than the one that was asked for (both throw
 * `gate-refused`), and with an answer to nearly every sample; else every later night would be held against what it is not. Its margins and
 * policy are those of every later night, so that a mistake in them is said now.
 */
export async function firstNight(
  after: string,
  name: string,
  settings: GateSettings,
  context: Context,
): Promise<GateReport> {
  const { out, lang = 'en', allowDiff = [], maxErrors = DEFAULT_MAX_ERRORS } = settings
  const [run] = await openRuns([after], out, context)
  if (run === undefined) throw new Error('openRuns gives what it is asked for')
  const bundled = bundledIn([run.manifest])
  refuseNothingReal([run.manifest], bundled)
  const summary = await summariseRun(run)
  refuseDoubtful(summary, allowDiff)
  await checkLimits(summary, [run.manifest], [...bundled.keys()], settings, context)
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

/** Throws as a later night's gate would. */
async function checkLimits(
  { suite, benchmarks }: RunResult,
  manifests: readonly Manifest[],
  bundled: readonly string[],
  settings: GateSettings,
  context: Context,
): Promise<void> {
  const rows = benchmarks.map(({ name }) => ({ name, bundled: bundled.includes(name) }))
  const read = await policyOf(settings, context)
  if (read !== undefined) await checkBenchmarks(read, [...rows.map(({ name }) => name), ...bundled], context)
  const margins = await marginsOf(settings, context.registry, manifests)
  for (const rule of rulesOf(
    { suite, benchmarks: rows, notCompared: [] },
    { margins, ...(read && { policy: read.policy }) },
  )) {
    const [headline, ...others] = benchmarks.find(({ name }) => name === rule.benchmark)?.metrics ?? []
    if (headline === undefined) continue
    demandLimit(rule, suite)
    const metric = rule.metric === undefined ? headline : others.find(({ name }) => name === rule.metric)
    if (metric !== undefined)
      checkMargin([rule.benchmark, rule.metric].filter(Boolean).join(' '), metric.unit, rule.margin)
  }
}
