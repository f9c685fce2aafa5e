import type { Benchmark } from '../core/benchmark.ts'
import type { RunResult } from '../core/run-result.ts'
import type { RunStore } from '../core/run-store.ts'
import { summariseRun } from '../engine/summarise-run.ts'
import { atomicWrite } from '../store/atomic-write.ts'
import { files } from '../store/run-files.ts'
import type { Ending } from './execute.ts'
import { withRatings } from './human-ratings.ts'

/** Draws the metrics out of a run's files, and closes its manifest. */
export async function finishRun(
  store: RunStore,
  benchmarks: ReadonlyMap<string, Benchmark>,
  { status }: Ending,
  now: Date,
): Promise<RunResult> {
  await store.sync()
  const { result, usage, counts } = await summariseRun(await withRatings(store, benchmarks), benchmarks)
  const { sessions } = store.manifest
  const ended = sessions.map((session, i) =>
    i === sessions.length - 1 ? { ...session, endedAt: now.toISOString() } : session,
  )
  const finished = { ...result, run: { ...result.run, status } }
  await atomicWrite(files.metrics(store.dir), JSON.stringify(finished, null, 2) + '\n')
  await store.saveManifest({ ...store.manifest, status, sessions: ended, usage, counts })
  return finished
}
