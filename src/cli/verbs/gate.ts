import type { GateOutcome } from '../../analysis/gate.ts'
import { ExitCode, XevalError } from '../../core/errors.ts'
import { text } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { json, placeOptions } from '../../core/options/output.ts'
import { maxErrors } from '../../core/options/pace.ts'
import { pairOptions } from '../../core/options/pair.ts'
import { lang } from '../../core/options/report.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

const option = under('Gate')

const codes: Record<GateOutcome, number> = {
  passed: ExitCode.ok,
  regressed: ExitCode.gateFailed,
  inconclusive: ExitCode.inconclusive,
  'too-many-errors': ExitCode.tooManyErrors,
}

export const gate = defineVerb({
  name: 'gate',
  help: 'compare with a run or baseline; exit 0 passed, 1 regressed, 4 inconclusive',
  arguments: [{ name: 'after', completes: 'run' }],
  options: {
    against: option('<run>', text, 'run or baseline to compare with (required)', { completes: 'baseline' }),
    junit: option('<file>', text, 'write JUnit XML to FILE as well', { completes: 'file' }),
    maxErrors,
    ...pairOptions,
    json,
    lang,
    ...placeOptions,
  },
  async action([after], { against, junit, ...settings }, context) {
    const { loadReport } = context.registry
    if (against === undefined) {
      throw new XevalError('bad-option', 'gate needs --against RUN or --against BASELINE', {
        hint: '`xeval baseline set NAME RUN` names a run to compare with.',
      })
    }
    const [{ gateRuns }, { atomicWrite }, { tellGitHub }, { sayNotices }, { holdNursery }] = await Promise.all([
      import('../../run/gate-runs.ts'),
      import('../../files/atomic-write.ts'),
      import('../process/github.ts'),
      import('../terminal/notices.ts'),
      import('../process/hold-nursery.ts'),
    ])
    holdNursery()
    const { outcome, line, results, input, outcomes } = await gateRuns(after, against, settings, {
      ...context,
      onEvent: sayNotices,
    })
    const language = settings.lang ?? 'en'
    if (junit !== undefined) await atomicWrite(junit, (await loadReport('junit')).render(input, { language, outcomes }))
    const markdown = (await loadReport('markdown')).render(input, { language })
    await tellGitHub(`**${line}**\n\n${markdown}`, results, process.env)
    if (settings.json) printJson({ schemaVersion: 1, outcome, line, results, comparison: input.comparison })
    else process.stdout.write(`${line}\n\n${(await loadReport('terminal')).render(input, { language })}`)
    return codes[outcome]
  },
})
