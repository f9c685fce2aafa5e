import { scoreRun } from '../../run/score-run.ts'
import { parseReportOptions } from '../options/report-options.ts'
import { commandContext } from '../process/command-context.ts'
import { holdNursery } from '../process/hold-nursery.ts'
import type { Verb } from '../program.ts'
import { sayNotices } from '../terminal/notices.ts'
import { showReport } from '../terminal/show-report.ts'

const score: Verb = async ([run = ''], options) => {
  const parsed = parseReportOptions(options)
  const context = commandContext({ onEvent: sayNotices })
  holdNursery()
  await showReport({ input: await scoreRun(run, parsed, context) }, parsed, context)
  return 0
}
export default score
