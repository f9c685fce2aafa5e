import { z } from 'zod'
import { ExitCode, XevalError } from '../core/errors.ts'
import { type GateOutcome, type GateResult, gate as judgeGate, overall } from '../engine/gate.ts'
import { atomicWrite } from '../store/atomic-write.ts'
import { findBaseline } from '../store/baselines.ts'
import { baselinesFolder } from './baseline.ts'
import { DEFAULT_MAX_ERRORS } from './execute.ts'
import { tellGitHub } from './github.ts'
import { loadConfig } from './load-config.ts'
import { openRuns } from './open-runs.ts'
import { loadReport } from './plugins.ts'
import type { Verb } from './program.ts'
import { marginsOf, parseSettings } from './settings.ts'
import { reportInput } from './write-results.ts'

const Options = z.object({ against: z.string().exactOptional(), junit: z.string().exactOptional() })

const codes: Record<GateOutcome, number> = {
  passed: ExitCode.ok,
  regressed: ExitCode.gateFailed,
  inconclusive: ExitCode.inconclusive,
  'too-many-errors': ExitCode.tooManyErrors,
}

const gate: Verb = async ([after = ''], { against, junit, ...options }) => {
  const cli = parseSettings(options, 'command line')
  const settings = { ...(await loadConfig(process.cwd(), cli.config)), ...cli }
  const paths = Options.parse({ ...(against !== undefined && { against }), ...(junit !== undefined && { junit }) })
  if (paths.against === undefined) {
    throw new XevalError('bad-option', 'gate needs --against RUN or --against BASELINE', {
      hint: '`xeval baseline set NAME RUN` names a run to compare with.',
    })
  }
  const before = (await findBaseline(baselinesFolder(settings.out), paths.against)) ?? paths.against
  const { suite, runs, benchmarks } = await openRuns([before, after], settings.out)
  const input = await reportInput(suite, runs, benchmarks, settings)
  if (input.kind !== 'comparison') throw new Error('two runs make a comparison')
  const results = judgeGate(input.comparison, {
    margins: marginsOf(settings),
    maxErrors: settings.maxErrors ?? DEFAULT_MAX_ERRORS,
  })
  const outcome = overall(results)
  const language = settings.lang ?? 'en'
  const line = oneLine(input.comparison.suite, outcome, results)
  if (paths.junit !== undefined) await atomicWrite(paths.junit, (await loadReport('junit')).render(input, { language }))
  const markdown = (await loadReport('markdown')).render(input, { language })
  await tellGitHub(`**${line}**\n\n${markdown}`, results, process.env)
  if (settings.json) {
    process.stdout.write(
      `${JSON.stringify({ schemaVersion: 1, outcome, results, comparison: input.comparison }, null, 2)}\n`,
    )
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
