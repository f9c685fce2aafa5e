import { summariseRun } from '../analysis/summarise-run.ts'
import { XevalError } from '../core/errors.ts'
import type { RunInput } from '../core/report.ts'
import type { RunResult } from '../core/run-result.ts'
import type { Language } from '../core/wording.ts'
import { digestOf } from '../files/digest.ts'
import { takeLock } from '../files/lock.ts'
import { readRun } from '../store/run/open-run.ts'
import { files, findRun, readManifest, writeManifest } from '../store/run/run-files.ts'
import { hasSealedRatings } from '../store/run/scores-seal.ts'
import { analysesOf } from './analyses.ts'
import type { Context } from './context.ts'
import { drawScores, writeMetrics } from './draw-scores.ts'
import type { Notice } from './events.ts'
import { canScore, findPlugins } from './find-plugins.ts'
import { withRatings } from './human-ratings.ts'
import { type OpenedRun, openRunAt } from './open-runs.ts'
import { runsFolder } from './run-manifest.ts'
import { suiteFacts } from './suite-facts.ts'

/** A run's scores and metrics again from its files, with no request; `scores.jsonl` and `metrics.json` are written anew. */
export async function scoreRun(
  name: string,
  { out, lang = 'en' }: { out?: string | undefined; lang?: Language | undefined },
  context: Context,
): Promise<RunInput> {
  const { run, result } = await scoreRunAt(await findRun(runsFolder(context, out), name, context.cwd), context, out)
  for (const notice of run.notices) context.onEvent({ type: 'notice', notice })
  const { manifest } = run
  return { kind: 'run', run: result, manifest, analyses: await analysesOf([run], lang), ...suiteFacts([manifest]) }
}

/**
 * The same by its folder. Scores are drawn anew where the plug-in is what they were drawn by, or where there are none that
 * could be read; else they stand as they are.
 */
export async function scoreRunAt(
  dir: string,
  context: Pick<Context, 'registry'>,
  out?: string,
): Promise<{ run: OpenedRun; result: RunResult }> {
  const lock = await takeLock(dir)
  try {
    const run = await openRunAt(dir, context, { out })
    const kept = run.recorded ? whyKept(run) : undefined
    if (kept !== undefined) {
      const result = await summariseRun(run)
      await writeManifest(dir, await writeMetrics(dir, result, run.manifest))
      return { run: { ...run, notices: [...run.notices, kept] }, result }
    }
    const { benchmarks, suite } = run.plugins
    const { result, manifest } = await drawScores(await withRatings(await readRun(dir), benchmarks), benchmarks, suite)
    await writeManifest(dir, await writeMetrics(dir, result, manifest))
    return { run: await openRunAt(dir, context, { out }), result }
  } finally {
    await lock.release()
  }
}

/** The scores of runs that people have just rated follow, where they are the judge and the plug-in is here. */
export async function scoreRated(
  { before, after }: { before?: string; after: string },
  context: Pick<Context, 'registry'>,
): Promise<void> {
  for (const dir of before === undefined ? [after] : [before, after]) {
    const manifest = await readManifest(dir)
    const byPeople = manifest.benchmarks.some(({ card }) => card?.judge.byPeople)
    if (!byPeople) await sealRatings(dir)
    else if (canScore(manifest, await findPlugins(manifest, context.registry))) await scoreRunAt(dir, context)
  }
}

/** From now on what people said beside the judge is held against the manifest. A run that somebody works on is sealed when that ends. */
async function sealRatings(dir: string): Promise<void> {
  const lock = await takeLock(dir).catch((error: unknown) => {
    if (!XevalError.is(error) || error.code !== 'run-locked') throw error
    return undefined
  })
  if (lock === undefined) return
  try {
    const manifest = await readManifest(dir)
    const { scores } = manifest
    if (scores === undefined || !(await hasSealedRatings(dir, scores))) return
    await writeManifest(dir, { ...manifest, scores: { ...scores, ratings: await digestOf(files.ratings(dir)) } })
  } finally {
    await lock.release()
  }
}

/** Why a run's own scores can't be drawn as they were; nothing where they can. */
function whyKept({ manifest, benchmarks, plugins }: OpenedRun): Notice | undefined {
  const run = manifest.id
  if (!canScore(manifest, plugins)) return { code: 'scores-kept', run, missing: plugins.missing ?? '' }
  for (const [benchmark, { scoredBy: scored, current: now = scored }] of benchmarks)
    if (now !== scored) return { code: 'scores-kept', run, benchmark, scored, now }
  return undefined
}
