import { openRuns } from './open-runs.ts'
import type { Verb } from './program.ts'
import { parseReportOptions } from './report-options.ts'
import { parseSettings } from './settings.ts'
import { showReport } from './show-report.ts'
import { reportInput } from './write-results.ts'

const compare: Verb = async (args, options) => {
  const { alpha = 0.05, force = false, margin = [], ...rest } = parseReportOptions(options)
  const { suite, runs, benchmarks } = await openRuns(args, rest.out)
  const settings = { ...parseSettings({ margin, force }, 'command line'), alpha }
  await showReport(await reportInput(suite, runs, benchmarks, settings), rest)
  return 0
}
export default compare
