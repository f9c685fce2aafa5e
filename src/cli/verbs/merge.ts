import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { RunItem } from '../../core/run-store.ts'
import { drawScores, writeMetrics } from '../../run/draw-scores.ts'
import { cannotScore, canScore, findPlugins } from '../../run/find-plugins.ts'
import { mergeManifests } from '../../run/merge-manifests.ts'
import { mergeShards, type ShardRun } from '../../run/merge-shards.ts'
import { runsFolder } from '../../run/run-manifest.ts'
import { readRun } from '../../store/run/open-run.ts'
import { findRun, listRuns, readManifest, writeManifest } from '../../store/run/run-files.ts'
import type { Verb } from '../program.ts'

const Options = z.object({
  output: z.string().exactOptional(),
  out: z.string().exactOptional(),
  partial: z.boolean().default(false),
  metrics: z.boolean().default(true),
  json: z.boolean().default(false),
})

/** `xeval merge RUN…`: the shards of one run, or of both arms of a pair, as if they had been run in one piece. */
const merge: Verb = async (args, options) => {
  const { output, out, partial, metrics, json } = Options.parse(options)
  const shards = await shardsOf(args, runsFolder(out))
  const folder = output ?? runsFolder(out)
  const arms = [...Map.groupBy(shards, roleOf)].map(([role, all]) => {
    const sorted = all.sort((a, b) => (a.manifest.shard?.index ?? 0) - (b.manifest.shard?.index ?? 0))
    return {
      role,
      shards: sorted,
      manifest: mergeManifests(
        sorted.map(({ manifest }) => manifest),
        { partial },
      ),
    }
  })
  const paired = arms.map(({ role, shards, manifest }) => {
    const other = arms.find(arm => arm.role !== role)?.manifest.id
    const pair = role === 'only' || other === undefined ? undefined : { role, with: other }
    return { shards, manifest: { ...manifest, ...(pair && { pair }) } }
  })
  const merged: { id: string; dir: string; shards: number; samples: number }[] = []
  for (const { shards, manifest } of paired) {
    const dir = join(folder, manifest.id)
    await refuseTwice(dir)
    await mkdir(folder, { recursive: true })
    await mergeShards(shards, manifest, dir)
    if (metrics) await drawMetrics(shards, manifest, dir)
    const samples = manifest.benchmarks.reduce((sum, { n }) => sum + n, 0)
    merged.push({ id: manifest.id, dir, shards: shards.length, samples })
  }
  if (json) process.stdout.write(`${JSON.stringify({ schemaVersion: 1, runs: merged }, null, 2)}\n`)
  else
    for (const { dir, shards, samples } of merged)
      process.stdout.write(`${dir}: ${samples} samples of ${shards} shards\n`)
  return 0
}
export default merge

const roleOf = ({ manifest }: ShardRun): 'before' | 'after' | 'only' => manifest.pair?.role ?? 'only'

/** Runs by name, or all shards in a folder of runs. */
async function shardsOf(names: readonly string[], root: string): Promise<ShardRun[]> {
  const dirs: string[] = []
  for (const name of names) {
    const inside = (await isRun(resolve(name))) ? [] : await runsIn(resolve(name))
    if (inside.length > 0) dirs.push(...inside)
    else dirs.push(await findRun(root, name))
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
async function drawMetrics(shards: readonly ShardRun[], manifest: Manifest, dir: string): Promise<void> {
  const plugins = await findPlugins(manifest)
  if (!canScore(manifest, plugins)) throw cannotScore(manifest.id, 'the merged run has no scores yet', plugins)
  async function* items(): AsyncGenerator<RunItem> {
    for (const shard of shards) yield* (await readRun(shard.dir)).items()
  }
  const drawn = await drawScores({ dir, manifest, items }, plugins.benchmarks, plugins.suite)
  await writeMetrics(dir, drawn.result)
  await writeManifest(dir, drawn.manifest)
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
  throw new XevalError('already-merged', `these shards are merged already: ${dir}`, {
    hint: 'Delete that folder to merge them again.',
  })
}
