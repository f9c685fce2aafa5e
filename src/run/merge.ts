import { join, resolve } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunItem } from '../core/run-store.ts'
import { makeFolder } from '../files/make-folder.ts'
import { readRun } from '../store/run/open-run.ts'
import { findRun, listRuns, readManifest, writeManifest } from '../store/run/run-files.ts'
import { at, type Context } from './context.ts'
import { drawScores, writeMetrics } from './draw-scores.ts'
import { cannotScore, canScore, findPlugins } from './find-plugins.ts'
import { mergeManifests } from './merge-manifests.ts'
import { mergeShards, type ShardRun } from './merge-shards.ts'
import { runsFolder } from './run-manifest.ts'

export interface MergeRequest {
  /** Runs, or folders of runs. */
  names: readonly string[]
  /** Where the runs are. */
  out?: string | undefined
  /** Where the merged ones go, if not there. */
  output?: string | undefined
  /** Also where shards are missing or unfinished. */
  partial: boolean
  /** Draw the metrics, too. */
  metrics: boolean
}

export interface Merged {
  id: string
  dir: string
  shards: number
  samples: number
}

/** The shards of one run, or of both arms of a pair, as if they had been run in one piece. */
export async function mergeRuns(request: MergeRequest, context: Context): Promise<Merged[]> {
  const { names, out, output, partial, metrics } = request
  const root = runsFolder(context, out)
  const folder = output === undefined ? root : at(context, output)
  const merged: Merged[] = []
  for (const { shards, manifest } of armsOf(await shardsOf(names, root, context), partial)) {
    const dir = join(folder, manifest.id)
    await refuseTwice(dir)
    await makeFolder(folder)
    await mergeShards(shards, manifest, dir)
    if (metrics) await drawMetrics(shards, manifest, dir, context)
    const samples = manifest.benchmarks.reduce((sum, { n }) => sum + n, 0)
    merged.push({ id: manifest.id, dir, shards: shards.length, samples })
  }
  return merged
}

/** The shards of each arm in their order, and the manifest that they make up, with its partner. */
function armsOf(all: readonly ShardRun[], partial: boolean): { shards: ShardRun[]; manifest: Manifest }[] {
  const arms = [...Map.groupBy(all, roleOf)].map(([role, list]) => {
    const shards = list.sort((a, b) => (a.manifest.shard?.index ?? 0) - (b.manifest.shard?.index ?? 0))
    const manifests = shards.map(({ manifest }) => manifest)
    return { role, shards, manifest: mergeManifests(manifests, { partial }) }
  })
  return arms.map(({ role, shards, manifest }) => {
    const other = arms.find(arm => arm.role !== role)?.manifest.id
    const pair = role === 'only' || other === undefined ? undefined : { role, with: other }
    return { shards, manifest: { ...manifest, ...(pair && { pair }) } }
  })
}

const roleOf = ({ manifest }: ShardRun): 'before' | 'after' | 'only' => manifest.pair?.role ?? 'only'

/** Runs by name, or all shards in a folder of runs. */
async function shardsOf(names: readonly string[], root: string, { cwd }: Context): Promise<ShardRun[]> {
  const dirs: string[] = []
  for (const name of names) {
    const folder = resolve(cwd, name)
    const inside = (await isRun(folder)) ? [] : await runsIn(folder)
    if (inside.length > 0) dirs.push(...inside)
    else dirs.push(await findRun(root, name, cwd))
  }
  const shards: ShardRun[] = []
  for (const dir of new Set(dirs)) shards.push({ dir, manifest: await readManifest(dir) })
  return shards
}

/** Of a folder, the runs that are shards: a merged run may stand among them. */
async function runsIn(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const dir of await listRuns(folder)) {
    if ((await isRun(dir)) && (await readManifest(dir)).shard !== undefined) found.push(dir)
  }
  return found.reverse()
}

/** Reads shard by shard: an index of one shard and a few numbers a sample are all that is in memory. */
async function drawMetrics(
  shards: readonly ShardRun[],
  manifest: Manifest,
  dir: string,
  { registry }: Context,
): Promise<void> {
  const plugins = await findPlugins(manifest, registry)
  if (!canScore(manifest, plugins)) throw cannotScore(manifest.id, 'the merged run has no scores yet', plugins)
  async function* items(): AsyncGenerator<RunItem> {
    for (const shard of shards) yield* (await readRun(shard.dir)).items()
  }
  const drawn = await drawScores({ dir, manifest, items }, plugins.benchmarks, plugins.suite)
  await writeManifest(dir, await writeMetrics(dir, drawn.result, drawn.manifest))
}

const isRun = (dir: string): Promise<boolean> =>
  readManifest(dir).then(
    () => true,
    (error: unknown) => {
      if (XevalError.is(error) && error.code === 'no-run') return false
      throw error
    },
  )

async function refuseTwice(dir: string): Promise<void> {
  if (!(await isRun(dir))) return
  throw new XevalError('already-merged', `these shards have already been merged: ${dir}`, {
    hint: 'Delete that folder to merge them again.',
  })
}
