import { openRuns } from '../../run/open-runs.ts'
import { reportMaterial } from '../../run/report-material.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import { parseReportOptions } from '../options/report-options.ts'
import type { Verb } from '../program.ts'
import { sayNotices } from '../terminal/notices.ts'
import { flipsBeside, showReport } from '../terminal/show-report.ts'

const report: Verb = async (args, options) => {
  const { format: _, output: __, ...rest } = options
  const settings = await resolveSettings(rest)
  const { lang } = settings
  const shown = { ...parseReportOptions(options), ...(lang !== undefined && { lang }) }
  const runs = sayNotices(await openRuns(args, settings.out))
  const flipsFile = shown.output === undefined ? undefined : flipsBeside(shown.output)
  await showReport(await reportMaterial(runs, settings, flipsFile), shown, 'markdown')
  return 0
}
export default report
