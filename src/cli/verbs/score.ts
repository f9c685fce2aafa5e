import { summariseRun } from '../../analysis/summarise-run.ts'
import { atomicWrite } from '../../files/atomic-write.ts'
import { analysesOf } from '../../run/analyses.ts'
import { openRuns } from '../../run/open-runs.ts'
import { suiteFacts } from '../../run/suite-facts.ts'
import { files } from '../../store/run/run-files.ts'
import { parseReportOptions } from '../options/report-options.ts'
import type { Verb } from '../program.ts'
import { showReport } from '../terminal/show-report.ts'

const score: Verb = async (args, options) => {
  const parsed = parseReportOptions(options)
  const { suite, runs, benchmarks } = await openRuns(args, parsed.out)
  for (const run of runs) {
    const { result } = await summariseRun(run, benchmarks)
    await atomicWrite(files.metrics(run.dir), JSON.stringify(result, null, 2) + '\n')
    const facts = suiteFacts(suite, [run.manifest], benchmarks)
    const analyses = await analysesOf(suite, [run], parsed.lang ?? 'en')
    await showReport({ input: { kind: 'run', run: result, manifest: run.manifest, analyses, ...facts } }, parsed)
  }
  return 0
}
export default score
