import { cp, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import { shardOf } from '../core/sampling.ts'
import { copyLog } from '../files/copy-log.ts'
import { toSample } from '../store/run/checked-record.ts'
import { files, writeManifest } from '../store/run/run-files.ts'
import { makeIdSet } from './plan-benchmark.ts'

/** A shard's folder and what it says of itself. */
export interface ShardRun {
  dir: string
  manifest: Manifest
}

/**
 * Writes shards as one run, one after the other and in their order, so that memory doesn't grow with them. Every line is
 * checked, every sample belongs to its shard (so that no id is in two), and each shard has all that its manifest says. The
 * folder gets its name last: half a merge is never taken for a run.
 */
export async function mergeShards(shards: readonly ShardRun[], manifest: Manifest, dir: string): Promise<void> {
  const temporary = `${dir}.merging`
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true })
  try {
    for (const file of [files.samples, files.outputs, files.judgments]) {
      const to = await open(file(temporary), 'w')
      try {
        for (const shard of shards) await copyOne(shard, file, to)
        await to.datasync()
      } finally {
        await to.close()
      }
    }
    const [first] = shards
    if (first !== undefined) await copyPrompts(first.dir, temporary)
    await writeManifest(temporary, manifest)
    await rename(temporary, dir)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

async function copyOne(
  { dir, manifest }: ShardRun,
  file: (dir: string) => string,
  to: Awaited<ReturnType<typeof open>>,
): Promise<void> {
  const mayEndTorn = manifest.status !== 'complete'
  if (file !== files.samples) {
    await copyLog(file(dir), to, { mayEndTorn })
    return
  }
  const sets = new Map(manifest.benchmarks.map(({ name }) => [name, makeIdSet()]))
  await copyLog(file(dir), to, {
    mayEndTorn,
    visit(line) {
      const { id, benchmark } = toSample(JSON.parse(line.toString()), file(dir))
      const { index, of } = manifest.shard ?? { index: 1, of: 1 }
      if (shardOf(id, of) !== index) throw damaged(dir, `sample ${id} belongs to shard ${shardOf(id, of)}/${of}`)
      sets.get(benchmark)?.add(id)
    },
  })
  if (mayEndTorn) return
  for (const { name, n, sampleIds } of manifest.benchmarks) {
    const set = sets.get(name)
    if (set?.size !== n || set.digest() !== sampleIds)
      throw damaged(dir, `${name} has other samples than its manifest states`)
  }
}

const copyPrompts = (from: string, to: string): Promise<void> =>
  cp(join(from, 'prompts'), join(to, 'prompts'), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    // A run whose plug-ins have no prompt keeps none.
    if (error.code !== 'ENOENT') throw error
  })

const damaged = (dir: string, what: string): XevalError =>
  new XevalError('cannot-merge', `${dir}: ${what}`, { hint: 'Run this shard again.' })
