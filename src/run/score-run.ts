import { summariseRun } from '../analysis/summarise-run.ts'
import type { RunResult } from '../core/run-result.ts'
import { lockRun } from '../files/lock.ts'
import { readRun } from '../store/run/open-run.ts'
import { readManifest, writeManifest } from '../store/run/run-files.ts'
import { drawScores, writeMetrics } from './draw-scores.ts'
import { canScore, findPlugins } from './find-plugins.ts'
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

/** The scores of runs that people have just rated follow, where they are the judge and the plug-in is here. */
export async function scoreRated({ before, after }: { before?: string; after: string }): Promise<void> {
  for (const dir of before === undefined ? [after] : [before, after]) {
    const manifest = await readManifest(dir)
    const byPeople = manifest.benchmarks.some(({ card }) => card?.judge.byPeople)
    if (byPeople && canScore(manifest, await findPlugins(manifest))) await scoreRun(dir)
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
