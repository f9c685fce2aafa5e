import type { RawBenchmark } from '../analysis/compare-benchmark.ts'
import { compareRuns } from '../analysis/compare-runs.ts'
import { gate, overall, refuseDoubtful } from '../analysis/gate.ts'
import { gateRemarks } from '../analysis/gate-remarks.ts'
import { decide } from '../analysis/gate-rules.ts'
import { noiseFloor, withoutRepeat } from '../analysis/noise-floor.ts'
import { XevalError } from '../core/errors.ts'
import type { GateReport, GateResult, NoiseFloor } from '../core/gate-result.ts'
import type { ComparisonInput } from '../core/report.ts'
import { gateLine, resultText } from '../report/gate-text.ts'
import { findBaseline } from '../store/baselines.ts'
import { baselinesFolder } from './baselines.ts'
import { checkBenchmarks, checkMetrics, policyMargins, policyOf } from './chosen-policy.ts'
import { marginsOf } from './compare-options.ts'
import type { Context } from './context.ts'
import { firstNight } from './first-night.ts'
import { keepNight, nightsOf, type Standing } from './gate-nights.ts'
import type { GateSettings } from './gate-settings.ts'
import { type GatedRuns, openGated, openRepeat } from './gated-runs.ts'
import { DEFAULT_MAX_ERRORS } from './limits.ts'
import { reportMaterial } from './report-material.ts'

/** What a gate decided of a run, held against another one. */
export interface Gated {
  report: GateReport
  /** For a report of it; nothing on a first night. */
  input?: ComparisonInput
  /** What a test report shows of each benchmark. */
  outcomes: ReadonlyMap<string, { outcome: 'passed' | 'failure' | 'error' | 'skipped'; message: string }>
  /** What went wrong after the verdict, which is to be shown first. */
  failure?: XevalError
}

/** Holds a run against `against`, a run or a baseline. Throws `gate-refused` where no verdict may rest on the runs. */
export async function gateRuns(after: string, settings: GateSettings, context: Context): Promise<Gated> {
  const { against, out, setIfMissing = false } = settings
  if (against === undefined) {
    throw new XevalError('bad-option', 'gate needs --against RUN or --against BASELINE', {
      hint: '`xeval baseline set NAME RUN` makes a run the baseline; --set-if-missing does so on the first night.',
    })
  }
  const root = baselinesFolder(context, out)
  const baseline = await findBaseline(root, against)
  if (baseline === undefined && setIfMissing)
    return { report: await firstNight(after, against, settings, context), outcomes: new Map() }
  const runs = await openGated(after, baseline ?? against, settings, context)
  const standing = await nightsOf(runs, baseline === undefined ? undefined : against, settings, context)
  try {
    return await hold(runs, standing, settings, context)
  } finally {
    await standing.release()
  }
}

async function hold(runs: GatedRuns, standing: Standing, settings: GateSettings, context: Context): Promise<Gated> {
  const { lang = 'en', maxErrors = DEFAULT_MAX_ERRORS } = settings
  const { before, after, bundled } = runs
  const inRuns = [before, after].flatMap(({ manifest }) => manifest.benchmarks.map(({ name }) => name))
  const read = await policyOf(settings, context)
  if (read !== undefined) await checkBenchmarks(read, [...inRuns, ...bundled.keys()], context)
  const margin = { ...settings.margin, ...(read && policyMargins(read.policy, inRuns)) }
  const raw = new Map<string, RawBenchmark>()
  const onRow = (name: string, row: RawBenchmark): void => void raw.set(name, row)
  const asked = { ...settings, margin, alpha: standing.alpha, allowNothing: true, onRow }
  const { input } = await reportMaterial([before, after], asked, context)
  if (input.kind !== 'comparison') throw new Error('two runs make a comparison')
  const { comparison } = input
  refuseDoubtful(comparison, settings.allowDiff ?? [])
  if (read !== undefined) checkMetrics(read, comparison)
  const margins = await marginsOf({ margin }, context.registry, [before.manifest, after.manifest])
  const noise = settings.aa === undefined ? undefined : await noiseOf(settings.aa, runs, comparison, settings, context)
  const results = gate(comparison, {
    ...{ margins, maxErrors, raw, level: standing.level, bundled },
    ...(read && { policy: read.policy }),
    ...(noise && { widening: new Map(noise.map(({ benchmark, widening }) => [benchmark, widening])) }),
  })
  const found = read === undefined ? { outcome: overall(results) } : decide(results, read.policy.supportingMayFail)
  const { nights, failure } = await keepNight(standing, { run: after.manifest.id, outcome: found.outcome, comparison })
  const remarks = [
    ...gateRemarks(input, bundled, margins, read?.policy),
    ...(noise === undefined ? [] : withoutRepeat(noise, comparison)),
  ]
  const report: GateReport = {
    ...{ schemaVersion: 1, ...found },
    line: gateLine(comparison.suite, { ...found, results }, lang),
    results,
    ...(remarks.length > 0 && { remarks }),
    ...(noise && { noise }),
    ...(nights && { nights }),
    comparison,
  }
  return { report, input, outcomes: outcomesOf(results, lang), ...(failure && { failure }) }
}

async function noiseOf(
  name: string,
  runs: GatedRuns,
  gated: NonNullable<GateReport['comparison']>,
  settings: GateSettings,
  context: Context,
): Promise<NoiseFloor[]> {
  const [first, again] = await openRepeat(name, runs, settings, context)
  return noiseFloor(await compareRuns(first, again, { allowDiff: ['served'], allowNothing: true }), gated)
}

/** What CI calls it. A benchmark that several rules are of has its worst outcome. */
function outcomesOf(results: readonly GateResult[], lang: 'en' | 'zh'): Gated['outcomes'] {
  const order = ['passed', 'skipped', 'failure', 'error'] as const
  const outcomes = new Map<string, { outcome: (typeof order)[number]; message: string }>()
  for (const result of results) {
    if (result.tier === 'advisory') continue
    const found = { outcome: tests[result.outcome], message: resultText(result, lang) }
    const known = outcomes.get(result.benchmark)
    if (known === undefined || order.indexOf(found.outcome) > order.indexOf(known.outcome))
      outcomes.set(result.benchmark, found)
  }
  return outcomes
}

const tests = {
  passed: 'passed',
  regressed: 'failure',
  missing: 'failure',
  inconclusive: 'skipped',
  'too-many-errors': 'error',
} as const satisfies Record<GateResult['outcome'], string>
