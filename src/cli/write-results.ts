import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Benchmark } from '../core/benchmark.ts'
import { ExitCode } from '../core/errors.ts'
import type { ComparisonInput, RunInput } from '../core/report.ts'
import type { RunResult } from '../core/run-result.ts'
import type { RunStore } from '../core/run-store.ts'
import type { Suite } from '../core/suite.ts'
import type { ReadableRun } from '../engine/compare-runs.ts'
import { compareRuns } from '../engine/compare-runs.ts'
import { findFlips } from '../engine/find-flips.ts'
import { summariseRun } from '../engine/summarise-run.ts'
import { atomicWrite } from '../store/atomic-write.ts'
import { analysesOf } from './analyses.ts'
import { writeAnalysisFiles } from './analysis-files.ts'
import { type CompareSettings, compareOptions } from './compare-options.ts'
import { DEFAULT_MAX_ERRORS, type Ending } from './execute.ts'
import { loadReport } from './plugins.ts'
import type { Session } from './session.ts'
import type { Settings } from './settings.ts'

/** Prints the result, writes the report beside the last run, and says how to go on with an interrupted one. */
export async function writeResults(
  session: Session,
  stores: readonly RunStore[],
  benchmarks: ReadonlyMap<string, Benchmark>,
  ending: Ending,
  results: readonly RunResult[],
): Promise<number> {
  const { settings } = session
  const last = stores.at(-1)
  if (last === undefined) return 0
  if (ending.status === 'interrupted') {
    process.stderr.write(`Stopped: ${ending.reason}. Nothing that was answered is lost. Go on with:\n`)
    process.stderr.write(
      `  xeval run ${session.suite.name} --resume ${stores[0]?.manifest.id}${settings.out ? ` --out ${settings.out}` : ''}\n`,
    )
    return ending.reason === 'interrupted' ? ExitCode.interrupted : ExitCode.tooManyErrors
  }
  const input = await reportInput(session.suite, stores, benchmarks, settings, results)
  const language = settings.lang ?? 'en'
  const markdown = (await loadReport('markdown')).render(input, { language })
  const path = join(last.dir, 'report.md')
  await atomicWrite(path, markdown)
  await writeAnalysisFiles(input.analyses, last.dir)
  if (settings.report !== undefined) {
    await writeFile(settings.report, markdown)
    await writeAnalysisFiles(input.analyses, dirname(settings.report))
  }
  const shown = (await loadReport(settings.json ? 'json' : 'terminal')).render(input, { language })
  process.stdout.write(shown)
  if (!settings.json) process.stdout.write(`\nReport: ${settings.report ?? path}\n`)
  return tooManyErrors(stores, settings) ? ExitCode.tooManyErrors : ExitCode.ok
}

/** One run, or two compared. `known` are results that need not be drawn from the files once more. */
export async function reportInput(
  suite: Suite,
  runs: readonly ReadableRun[],
  benchmarks: ReadonlyMap<string, Benchmark>,
  settings: CompareSettings,
  known: readonly RunResult[] = [],
): Promise<RunInput | ComparisonInput> {
  const [before, after] = runs
  if (before === undefined) throw new Error('a report needs a run')
  const analyses = await analysesOf(suite, runs)
  if (after === undefined) {
    const run = known[0] ?? (await summariseRun(before, benchmarks)).result
    return { kind: 'run', run, manifest: before.manifest, analyses }
  }
  const comparison = await compareRuns(before, after, benchmarks, await compareOptions(settings, before, benchmarks))
  const flips = await Array.fromAsync(findFlips(before, after, benchmarks))
  return {
    kind: 'comparison',
    comparison,
    manifests: { before: before.manifest, after: after.manifest },
    flips,
    analyses,
  }
}

/** Over the run as a whole; a benchmark that has nothing at all is in the table as such. */
function tooManyErrors(stores: readonly RunStore[], { maxErrors = DEFAULT_MAX_ERRORS }: Settings): boolean {
  const errored = stores.reduce((sum, { manifest }) => sum + (manifest.counts?.errored ?? 0), 0)
  const planned = stores.flatMap(({ manifest }) => manifest.benchmarks).reduce((sum, { n }) => sum + n, 0)
  return errored > maxErrors * planned
}
