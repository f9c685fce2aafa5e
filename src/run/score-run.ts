import { summariseRun } from '../analysis/summarise-run.ts'
import type { RunInput } from '../core/report.ts'
import type { Language } from '../core/wording.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { files } from '../store/run/run-files.ts'
import { analysesOf } from './analyses.ts'
import type { Context } from './context.ts'
import { openRuns } from './open-runs.ts'
import { suiteFacts } from './suite-facts.ts'

/** A run's metrics drawn again from its files, with no request; `metrics.json` is written anew. */
export async function scoreRun(
  name: string,
  { out, lang = 'en' }: { out?: string | undefined; lang?: Language | undefined },
  context: Context,
): Promise<RunInput> {
  const { suite, runs, benchmarks } = await openRuns([name], out, context)
  const [run] = runs
  if (run === undefined) throw new Error('openRuns gives what it is asked for')
  const { result } = await summariseRun(run, benchmarks)
  await atomicWrite(files.metrics(run.dir), JSON.stringify(result, null, 2) + '\n')
  const facts = suiteFacts(suite, [run.manifest], benchmarks)
  const analyses = await analysesOf(suite, [run], lang)
  return { kind: 'run', run: result, manifest: run.manifest, analyses, ...facts }
}
