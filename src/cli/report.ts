import { openRuns } from './open-runs.ts'
import type { Verb } from './program.ts'
import { reportMaterial } from './report-material.ts'
import { parseReportOptions } from './report-options.ts'
import { parseSettings } from './settings.ts'
import { flipsBeside, showReport } from './show-report.ts'

const report: Verb = async (args, options) => {
  const { alpha = 0.05, force = false, margin = [], ...rest } = parseReportOptions(options)
  const { suite, runs, benchmarks } = await openRuns(args, rest.out)
  const settings = { ...parseSettings({ margin, force }, 'command line'), alpha }
  const flips = rest.output === undefined ? undefined : flipsBeside(rest.output)
  await showReport(await reportMaterial(suite, runs, benchmarks, settings, flips), rest, 'markdown')
  return 0
}
export default report
