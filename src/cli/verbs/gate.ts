import { ExitCode } from '../../core/errors.ts'
import type { GateReport } from '../../core/gate-result.ts'
import { gateOptions } from '../../core/options/gate.ts'
import { json, placeOptions } from '../../core/options/output.ts'
import { maxErrors } from '../../core/options/pace.ts'
import { pairOptions } from '../../core/options/pair.ts'
import { lang } from '../../core/options/report.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

const codes: Record<GateReport['outcome'], number> = {
  passed: ExitCode.ok,
  'baseline-set': ExitCode.ok,
  regressed: ExitCode.gateFailed,
  missing: ExitCode.gateFailed,
  inconclusive: ExitCode.inconclusive,
  'too-many-errors': ExitCode.tooManyErrors,
}

export const gate = defineVerb({
  name: 'gate',
  help: 'compare a run with another run or a baseline; exit 0 passed, 1 regressed, 4 inconclusive',
  arguments: [{ name: 'after', completes: 'run' }],
  readsRuns: true,
  options: { ...gateOptions, maxErrors, ...pairOptions, json, lang, ...placeOptions },
  async action([after], settings, context) {
    const [{ gateRuns }, { renderGated }, { tellGitHub }, { sayNotices }, { holdNursery }] = await Promise.all([
      import('../../run/gate-runs.ts'),
      import('../../run/render-gated.ts'),
      import('../process/github.ts'),
      import('../terminal/notices.ts'),
      import('../process/hold-nursery.ts'),
    ])
    holdNursery()
    const told = { ...context, onEvent: sayNotices }
    const gated = await gateRuns(after, settings, told)
    const { text, markdown } = await renderGated(gated, settings, told)
    await tellGitHub(markdown, gated.report.results, process.env)
    if (settings.json) printJson(gated.report)
    else process.stdout.write(text)
    if (gated.failure !== undefined) throw gated.failure
    return codes[gated.report.outcome]
  },
})
