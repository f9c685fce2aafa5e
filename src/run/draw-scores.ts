import { toRecords } from '../analysis/score-records.ts'
import { drawnRun, type ReadableRun } from '../analysis/scored-run.ts'
import { makeSummary } from '../analysis/summarise-run.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunResult } from '../core/run-result.ts'
import type { Suite } from '../core/suite.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { files } from '../store/run/run-files.ts'
import { writeScores } from '../store/run/scores-file.ts'
import { sealScores } from '../store/run/scores-seal.ts'

export interface DrawnScores {
  result: RunResult
  /** With what describes the run from now on; it is the caller's to write. */
  manifest: Manifest
}

/** One pass over a run's logs: its scores go into `scores.jsonl`, and their sums, with what the run took, come back. */
export async function drawScores(
  run: ReadableRun,
  benchmarks: ReadonlyMap<string, Benchmark>,
  suite: Suite | undefined,
): Promise<DrawnScores> {
  const drawn = drawnRun(run, benchmarks, suite)
  const summary = makeSummary(drawn)
  async function* lines() {
    for await (const sample of drawn.scores()) {
      summary.push(sample)
      yield toRecords(sample, drawn.benchmarks.get(sample.benchmark)?.metrics ?? [])
    }
  }
  const written = await writeScores(run.dir, lines())
  const versions = Object.fromEntries(Array.from(drawn.benchmarks, ([name, { scoredBy }]) => [name, scoredBy]))
  const scores = await sealScores(drawn, written, versions)
  const { result, ...counted } = summary.result()
  return { result, manifest: { ...drawn.manifest, ...counted, scores } }
}

export const writeMetrics = (dir: string, result: RunResult): Promise<void> =>
  atomicWrite(files.metrics(dir), `${JSON.stringify(result, null, 2)}\n`)
