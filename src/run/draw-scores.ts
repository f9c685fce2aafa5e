import { toRecords } from '../analysis/score-records.ts'
import { drawnRun, type ReadableRun } from '../analysis/scored-run.ts'
import { makeSummary } from '../analysis/summarise-run.ts'
import type { Benchmark } from '../core/benchmark.ts'
import { sha256 } from '../core/hash.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunResult } from '../core/run-result.ts'
import type { LogDigests } from '../core/run-store.ts'
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
  run: ReadableRun & { digests?(): Promise<LogDigests> },
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
  const scores = await sealScores({ ...drawn, ...(run.digests && { digests: run.digests }) }, written, versions)
  const { result, ...counted } = summary.result()
  return { result, manifest: { ...drawn.manifest, ...counted, scores } }
}

/** Writes the figures of a run, and gives its manifest with what ties them to it; that is the caller's to write. */
export async function writeMetrics(dir: string, result: RunResult, manifest: Manifest): Promise<Manifest> {
  const text = `${JSON.stringify(result, null, 2)}\n`
  await atomicWrite(files.metrics(dir), text)
  const metrics = { bytes: Buffer.byteLength(text), sha256: sha256(text) }
  return manifest.scores === undefined ? manifest : { ...manifest, scores: { ...manifest.scores, metrics } }
}
