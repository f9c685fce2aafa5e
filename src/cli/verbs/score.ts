import { analysesOf } from '../../run/analyses.ts'
import { runsFolder } from '../../run/run-manifest.ts'
import { scoreRun } from '../../run/score-run.ts'
import { suiteFacts } from '../../run/suite-facts.ts'
import { findRun } from '../../store/run/run-files.ts'
import { parseReportOptions } from '../options/report-options.ts'
import type { Verb } from '../program.ts'
import { sayNotices } from '../terminal/notices.ts'
import { showReport } from '../terminal/show-report.ts'

const score: Verb = async (args, options) => {
  const parsed = parseReportOptions(options)
  for (const name of args) {
    const { run, result } = await scoreRun(await findRun(runsFolder(parsed.out), name))
    sayNotices([run])
    const { manifest } = run
    const analyses = await analysesOf([run], parsed.lang ?? 'en')
    await showReport({ input: { kind: 'run', run: result, manifest, analyses, ...suiteFacts([manifest]) } }, parsed)
  }
  return 0
}
export default score
