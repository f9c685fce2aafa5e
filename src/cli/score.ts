import { summariseRun } from '../engine/summarise-run.ts'
import { atomicWrite } from '../store/atomic-write.ts'
import { files } from '../store/run-files.ts'
import { analysesOf } from './analyses.ts'
import { openRuns } from './open-runs.ts'
import type { Verb } from './program.ts'
import { parseReportOptions } from './report-options.ts'
import { showReport } from './show-report.ts'
import { suiteFacts } from './suite-facts.ts'

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
