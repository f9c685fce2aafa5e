import { z } from 'zod'
import { type GateOutcome, type GateResult, gate as judgeGate, overall } from '../../analysis/gate.ts'
import { ExitCode, XevalError } from '../../core/errors.ts'
import { atomicWrite } from '../../files/atomic-write.ts'
import { loadReport } from '../../registry/plugins.ts'
import { marginsOf } from '../../run/compare-options.ts'
import { DEFAULT_MAX_ERRORS } from '../../run/limits.ts'
import { openRuns } from '../../run/open-runs.ts'
import { reportMaterial } from '../../run/report-material.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import { findBaseline } from '../../store/baselines.ts'
import { tellGitHub } from '../process/github.ts'
import type { Verb } from '../program.ts'
import { sayNotices } from '../terminal/notices.ts'
import { baselinesFolder } from './baseline.ts'

const Paths = z.object({ against: z.string().exactOptional(), junit: z.string().exactOptional() })

const codes: Record<GateOutcome, number> = {
  passed: ExitCode.ok,
  regressed: ExitCode.gateFailed,
  inconclusive: ExitCode.inconclusive,
  'too-many-errors': ExitCode.tooManyErrors,
}

/** What CI calls it. */
const tests = {
  passed: 'passed',
  regressed: 'failure',
  inconclusive: 'skipped',
  'too-many-errors': 'error',
} as const satisfies Record<GateOutcome, string>

const gate: Verb = async ([after = ''], { against, junit, ...options }) => {
  const settings = await resolveSettings(options)
  const paths = Paths.parse({ ...(against !== undefined && { against }), ...(junit !== undefined && { junit }) })
  if (paths.against === undefined) {
    throw new XevalError('bad-option', 'gate needs --against RUN or --against BASELINE', {
      hint: '`xeval baseline set NAME RUN` names a run to compare with.',
    })
  }
  const junitReport = paths.junit === undefined ? undefined : await loadReport('junit')
  const before = (await findBaseline(baselinesFolder(settings.out), paths.against)) ?? paths.against
  const runs = sayNotices(await openRuns([before, after], settings.out))
  const { input } = await reportMaterial(runs, { ...settings, allowNothing: true })
  if (input.kind !== 'comparison') throw new Error('two runs make a comparison')
  const { comparison } = input
  const margins = await marginsOf(settings, Object.values(input.manifests))
  const results = judgeGate(comparison, { margins, maxErrors: settings.maxErrors ?? DEFAULT_MAX_ERRORS })
  const outcome = overall(results)
  const language = settings.lang ?? 'en'
  const line = oneLine(comparison.suite, outcome, results)
  if (paths.junit !== undefined && junitReport !== undefined) {
    const outcomes = new Map(
      results.map(({ benchmark, outcome, reason }) => [benchmark, { outcome: tests[outcome], message: reason }]),
    )
    await atomicWrite(paths.junit, junitReport.render(input, { language, outcomes }))
  }
  const markdown = (await loadReport('markdown')).render(input, { language })
  await tellGitHub(`**${line}**\n\n${markdown}`, results, process.env)
  if (settings.json) {
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, outcome, line, results, comparison }, null, 2)}\n`)
  } else {
    process.stdout.write(`${line}\n\n${(await loadReport('terminal')).render(input, { language })}`)
  }
  return codes[outcome]
}
export default gate

/** The verdict for a chat: what, how many, and the first thing that went wrong. */
function oneLine(suite: string, outcome: GateOutcome, results: readonly GateResult[]): string {
  const passed = results.filter(result => result.outcome === 'passed').length
  const first = results.find(result => result.outcome === outcome && outcome !== 'passed')
  const detail = first === undefined ? '' : `; ${first.benchmark}: ${first.reason}`
  return `${outcome.toUpperCase()} ${suite}: ${passed} of ${results.length} benchmarks passed${detail}`
}
