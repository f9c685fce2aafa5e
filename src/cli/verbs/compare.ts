import { comparePublished } from '../../analysis/compare-published.ts'
import { XevalError } from '../../core/errors.ts'
import { openRuns } from '../../run/open-runs.ts'
import { readPublished } from '../../run/published.ts'
import { reportMaterial } from '../../run/report-material.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import { flipsBeside } from '../../run/write-report.ts'
import { parseReportOptions } from '../options/report-options.ts'
import { commandContext } from '../process/command-context.ts'
import { holdNursery } from '../process/hold-nursery.ts'
import type { Verb } from '../program.ts'
import { sayNotices } from '../terminal/notices.ts'
import { showReport } from '../terminal/show-report.ts'

const compare: Verb = async (args, options) => {
  const { format: _, output: __, published: ___, ...rest } = options
  const context = commandContext({ onEvent: sayNotices })
  const settings = await resolveSettings(rest, context)
  const { lang, alpha = 0.05 } = settings
  const shown = { ...parseReportOptions(options), ...(lang !== undefined && { lang }) }
  if (shown.published !== undefined) {
    if (args.length > 0) throw new XevalError('bad-option', '--published goes without runs', { hint: oneOf })
    const published = comparePublished(await readPublished(shown.published, context), { alpha })
    await showReport({ input: { kind: 'published', published } }, shown, context)
    return 0
  }
  if (args.length !== 2) {
    throw new XevalError('bad-option', `compare takes two runs, found ${args.length}`, { hint: oneOf })
  }
  holdNursery()
  const runs = await openRuns(args, settings.out, context)
  const flipsFile = shown.output === undefined ? undefined : flipsBeside(shown.output)
  await showReport(await reportMaterial(runs, settings, context, flipsFile), shown, context)
  return 0
}
export default compare

const oneOf =
  'Two runs: xeval compare BEFORE AFTER. More: xeval report BASE E1 E2. A published table: xeval compare --published FILE.'
