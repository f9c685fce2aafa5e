import { z } from 'zod'
import type { GateOutcome } from '../../analysis/gate.ts'
import { ExitCode, XevalError } from '../../core/errors.ts'
import { atomicWrite } from '../../files/atomic-write.ts'
import { gateRuns } from '../../run/gate-runs.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import { commandContext } from '../process/command-context.ts'
import { tellGitHub } from '../process/github.ts'
import { holdNursery } from '../process/hold-nursery.ts'
import type { Verb } from '../program.ts'
import { sayNotices } from '../terminal/notices.ts'
import { printJson } from '../terminal/print-json.ts'

const Paths = z.object({ against: z.string().optional(), junit: z.string().optional() })

const codes: Record<GateOutcome, number> = {
  passed: ExitCode.ok,
  regressed: ExitCode.gateFailed,
  inconclusive: ExitCode.inconclusive,
  'too-many-errors': ExitCode.tooManyErrors,
}

const gate: Verb = async ([after = ''], { against, junit, ...options }) => {
  const context = commandContext({ onEvent: sayNotices })
  const { loadReport } = context.registry
  const settings = await resolveSettings(options, context)
  const paths = Paths.parse({ against, junit })
  if (paths.against === undefined) {
    throw new XevalError('bad-option', 'gate needs --against RUN or --against BASELINE', {
      hint: '`xeval baseline set NAME RUN` names a run to compare with.',
    })
  }
  holdNursery()
  const { outcome, line, results, input, outcomes } = await gateRuns(after, paths.against, settings, context)
  const language = settings.lang ?? 'en'
  if (paths.junit !== undefined) {
    await atomicWrite(paths.junit, (await loadReport('junit')).render(input, { language, outcomes }))
  }
  const markdown = (await loadReport('markdown')).render(input, { language })
  await tellGitHub(`**${line}**\n\n${markdown}`, results, process.env)
  if (settings.json) printJson({ schemaVersion: 1, outcome, line, results, comparison: input.comparison })
  else process.stdout.write(`${line}\n\n${(await loadReport('terminal')).render(input, { language })}`)
  return codes[outcome]
}
export default gate
