import { summariseRun } from '../analysis/summarise-run.ts'
import type { RunResult } from '../core/run-result.ts'
import { lockRun } from '../files/lock.ts'
import { readRun } from '../store/run/open-run.ts'
import { writeManifest } from '../store/run/run-files.ts'
import { drawScores, writeMetrics } from './draw-scores.ts'
import { canScore } from './find-plugins.ts'
import { withRatings } from './human-ratings.ts'
import { type OpenedRun, openRunAt } from './open-runs.ts'

export interface RescoredRun {
  run: OpenedRun
  result: RunResult
}

/**
 * A run's scores and metrics again, without a request. They are drawn anew where the plug-in is what the scores were drawn
 * by, or where there are no scores that could be read; else they stand as they are.
 */
export async function scoreRun(dir: string): Promise<RescoredRun> {
  const lock = await lockRun(dir)
  try {
    const run = await openRunAt(dir)
    const kept = run.recorded ? whyKept(run) : undefined
    if (kept !== undefined) {
      const result = await summariseRun(run)
      await writeMetrics(dir, result)
      return { run: { ...run, notices: [`${run.manifest.id}: ${kept}, so that its scores stand as they are`] }, result }
    }
    const { benchmarks, suite } = run.plugins
    const { result, manifest } = await drawScores(await withRatings(await readRun(dir), benchmarks), benchmarks, suite)
    await writeMetrics(dir, result)
    await writeManifest(dir, manifest)
    return { run: await openRunAt(dir), result }
  } finally {
    await lock.release()
  }
}

/** Why a run's own scores can't be drawn as they were; nothing where they can. */
function whyKept({ manifest, benchmarks, plugins }: OpenedRun): string | undefined {
  if (!canScore(manifest, plugins)) return plugins.missing ?? 'its plug-in is missing'
  for (const [name, { scoredBy, current }] of benchmarks)
    if (current !== scoredBy)
      return `it is scored by version ${scoredBy} of ${name}, and this xeval has version ${current}`
  return undefined
}
