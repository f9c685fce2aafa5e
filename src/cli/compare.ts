import { openRuns } from './open-runs.ts'
import type { Verb } from './program.ts'
import { parseReportOptions } from './report-options.ts'
import { resolveSettings } from './resolve-settings.ts'
import { showReport } from './show-report.ts'
import { reportInput } from './write-results.ts'

const compare: Verb = async (args, options) => {
  const { format: _, output: __, ...rest } = options
  const settings = await resolveSettings(rest)
  const { suite, runs, benchmarks } = await openRuns(args, settings.out)
  const { lang } = settings
  const shown = { ...parseReportOptions(options), ...(lang !== undefined && { lang }) }
  await showReport(await reportInput(suite, runs, benchmarks, settings), shown)
  return 0
}
export default compare
