import { type GateOutcome, type GateResult, gate, overall, refuseDoubtful } from '../analysis/gate.ts'
import type { ComparisonInput, ReportOptions } from '../core/report.ts'
import type { PairSettings, Settings } from '../core/settings.ts'
import { findBaseline } from '../store/baselines.ts'
import { baselinesFolder } from './baselines.ts'
import { marginsOf } from './compare-options.ts'
import type { Context } from './context.ts'
import { DEFAULT_MAX_ERRORS } from './limits.ts'
import { openRuns } from './open-runs.ts'
import { reportMaterial } from './report-material.ts'

/** What a gate decided of a run, held against another one. */
export interface GateDecision {
  outcome: GateOutcome
  /** The verdict for a chat: what, how many, and the first thing that went wrong. */
  line: string
  results: GateResult[]
  /** For a report of it. */
  input: ComparisonInput
  /** What a test report shows of each benchmark. */
  outcomes: NonNullable<ReportOptions['outcomes']>
}

type GateSettings = PairSettings & Pick<Settings, 'out' | 'lang' | 'maxErrors'>

/** `against` is a run or a baseline. */
export async function gateRuns(
  after: string,
  against: string,
  settings: GateSettings,
  context: Context,
): Promise<GateDecision> {
  const before = (await findBaseline(baselinesFolder(context, settings.out), against)) ?? against
  const runs = await openRuns([before, after], settings.out, context)
  const { input } = await reportMaterial(runs, { ...settings, allowNothing: true }, context)
  if (input.kind !== 'comparison') throw new Error('two runs make a comparison')
  refuseDoubtful(input.comparison, settings.allowDiff ?? [])
  const margins = await marginsOf(settings, context.registry, Object.values(input.manifests))
  const results = gate(input.comparison, { margins, maxErrors: settings.maxErrors ?? DEFAULT_MAX_ERRORS })
  const outcome = overall(results)
  const outcomes = new Map(
    results.map(({ benchmark, outcome, reason }) => [benchmark, { outcome: tests[outcome], message: reason }]),
  )
  return { outcome, line: oneLine(input.comparison.suite, outcome, results), results, input, outcomes }
}

/** What CI calls it. */
const tests = {
  passed: 'passed',
  regressed: 'failure',
  inconclusive: 'skipped',
  'too-many-errors': 'error',
} as const satisfies Record<GateOutcome, string>

function oneLine(suite: string, outcome: GateOutcome, results: readonly GateResult[]): string {
  const passed = results.filter(result => result.outcome === 'passed').length
  const first = results.find(result => result.outcome === outcome && outcome !== 'passed')
  const detail = first === undefined ? '' : `; ${first.benchmark}: ${first.reason}`
  return `${outcome.toUpperCase()} ${suite}: ${passed} of ${results.length} benchmarks passed${detail}`
}
