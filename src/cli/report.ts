import { openRuns } from './open-runs.ts'
import type { Verb } from './program.ts'
import { parseReportOptions } from './report-options.ts'
import { showReport } from './show-report.ts'
import { reportInput } from './write-results.ts'

const report: Verb = async (args, options) => {
  const parsed = parseReportOptions(options)
  const { suite, runs, benchmarks } = await openRuns(args, parsed.out)
  await showReport(await reportInput(suite, runs, benchmarks, {}), parsed)
  return 0
}
export default report
