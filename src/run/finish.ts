import { isMetricFailed } from '../analysis/score.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunResult } from '../core/run-result.ts'
import type { RunStore } from '../core/run-store.ts'
import type { Suite } from '../core/suite.ts'
import { drawScores, writeMetrics } from './draw-scores.ts'
import type { Ending } from './events.ts'
import { withRatings } from './human-ratings.ts'
import { meterOf } from './limits.ts'

/** Draws the scores and metrics out of a run's files, and closes its manifest. */
export async function finishRun(
  store: RunStore,
  { suite, benchmarks }: { suite: Suite; benchmarks: ReadonlyMap<string, Benchmark> },
  { status }: Ending,
  now: Date,
): Promise<RunResult> {
  await store.sync()
  const { digests } = store
  const ended = { ...(await withRatings(store, benchmarks)), manifest: { ...store.manifest, status }, digests }
  const closed = store.manifest.sessions.map((session, i, { length }) =>
    i === length - 1 ? { ...session, endedAt: endOf(session, now) } : session,
  )
  const { result, manifest } = await drawScores(ended, benchmarks, suite).catch(async error => {
    // Nothing is left to be asked, and a resume with the mended plug-in is refused: `xeval score` goes on from here.
    if (isMetricFailed(error)) await store.saveManifest({ ...ended.manifest, sessions: closed })
    throw error
  })
  const sealed = await writeMetrics(store.dir, result, manifest)
  const cost = await costOf(store)
  await store.saveManifest({ ...sealed, sessions: closed, ...cost })
  return result
}

/** A clock that was set back meanwhile makes no session end before it began. */
const endOf = ({ startedAt }: Manifest['sessions'][number], now: Date): string =>
  new Date(Math.max(now.getTime(), Date.parse(startedAt))).toISOString()

async function costOf({ dir, manifest }: RunStore): Promise<Pick<Manifest, 'cost'>> {
  if (manifest.prices === undefined) return {}
  const { usd } = await meterOf({ dir, manifest })
  return { cost: { usd: Math.round(usd * 1e9) / 1e9, priceDate: manifest.prices.date } }
}
