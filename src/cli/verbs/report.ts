import { openRuns } from '../../run/open-runs.ts'
import { reportMaterial } from '../../run/report-material.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import { flipsBeside } from '../../run/write-report.ts'
import { parseReportOptions } from '../options/report-options.ts'
import { commandContext } from '../process/command-context.ts'
import { holdNursery } from '../process/hold-nursery.ts'
import type { Verb } from '../program.ts'
import { sayNotices } from '../terminal/notices.ts'
import { showReport } from '../terminal/show-report.ts'

const report: Verb = async (args, options) => {
  const { format: _, output: __, ...rest } = options
  const context = commandContext({ onEvent: sayNotices })
  const settings = await resolveSettings(rest, context)
  const { lang } = settings
  const shown = { ...parseReportOptions(options), ...(lang !== undefined && { lang }) }
  holdNursery()
  const runs = await openRuns(args, settings.out, context, { partial: true })
  const flipsFile = shown.output === undefined ? undefined : flipsBeside(shown.output)
  const material = await reportMaterial(runs, settings, context, flipsFile)
  await showReport(material, shown, context, 'markdown')
  return 0
}
export default report
