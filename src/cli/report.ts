import { openRuns } from './open-runs.ts'
import type { Verb } from './program.ts'
import { reportMaterial } from './report-material.ts'
import { parseReportOptions } from './report-options.ts'
import { resolveSettings } from './resolve-settings.ts'
import { flipsBeside, showReport } from './show-report.ts'

const report: Verb = async (args, options) => {
  const { format: _, output: __, ...rest } = options
  const settings = await resolveSettings(rest)
  const shown = parseReportOptions({ ...options, ...(settings.lang && { lang: settings.lang }) })
  const { suite, runs, benchmarks } = await openRuns(args, settings.out)
  const flips = shown.output === undefined ? undefined : flipsBeside(shown.output)
  await showReport(await reportMaterial(suite, runs, benchmarks, settings, flips), shown, 'markdown')
  return 0
}
export default report
