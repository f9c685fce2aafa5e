import type { ReadableRun } from '../analysis/pair-runs.ts'
import type { Benchmark } from '../core/benchmark.ts'
import { XevalError } from '../core/errors.ts'
import type { Suite } from '../core/suite.ts'
import { readRun } from '../store/run/open-run.ts'
import { findRun } from '../store/run/run-files.ts'
import type { Context } from './context.ts'
import { withRatings } from './human-ratings.ts'
import { resumeCommand } from './resume-command.ts'
import { runsFolder } from './run-manifest.ts'

/** Runs by name, with what people said of their answers so far, and the benchmarks that they are of. Throws for one that did not end, unless `partial` takes it as far as it came. */
export async function openRuns(
  names: readonly string[],
  out: string | undefined,
  context: Context,
  { partial = false }: { partial?: boolean } = {},
): Promise<{ suite: Suite; runs: ReadableRun[]; benchmarks: Map<string, Benchmark> }> {
  const runs: ReadableRun[] = []
  for (const name of names) {
    const run = await readRun(await findRun(runsFolder(context, out), name, context.cwd))
    if (run.manifest.status !== 'complete' && !partial) throw unfinished(run, out)
    runs.push(run)
  }
  const wanted = [...new Set(runs.flatMap(({ manifest }) => manifest.benchmarks.map(plan => plan.name)))]
  const selected = await context.registry.selectBenchmarks(wanted)
  const [first] = selected
  if (first === undefined) throw new XevalError('no-benchmarks', 'the runs have no benchmark')
  const benchmarks = new Map(selected.flatMap(({ benchmarks }) => benchmarks.map(b => [b.name, b])))
  return { suite: first.suite, runs: await Promise.all(runs.map(run => withRatings(run, benchmarks))), benchmarks }
}

const unfinished = ({ manifest }: ReadableRun, out: string | undefined): XevalError =>
  new XevalError('unfinished-run', `${manifest.id} is ${manifest.status}, not complete`, {
    hint: `Finish it with: ${resumeCommand(manifest, out)}`,
  })
