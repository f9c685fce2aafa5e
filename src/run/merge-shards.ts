import { cp, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { FileDigest, Manifest } from '../core/manifest.ts'
import type { LogDigests } from '../core/run-store.ts'
import { shardOf } from '../core/sampling.ts'
import { copyLog } from '../files/copy-log.ts'
import { makeFolder } from '../files/make-folder.ts'
import { toSample } from '../store/run/checked-record.ts'
import { files, writeManifest } from '../store/run/run-files.ts'
import { changedSince, hasEnded } from '../store/run/scores-seal.ts'
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
  await makeFolder(temporary)
  try {
    for (const log of ['samples', 'outputs', 'judgments'] as const) {
      const to = await open(files[log](temporary), 'w')
      try {
        for (const shard of shards) await copyOne(shard, log, to)
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
  log: keyof LogDigests,
  to: Awaited<ReturnType<typeof open>>,
): Promise<void> {
  const mayEndTorn = manifest.status !== 'complete'
  const path = files[log](dir)
  const sealed = hasEnded(manifest) ? manifest.scores?.[log] : undefined
  const hold = ({ sha256 }: FileDigest): void => {
    if (sealed !== undefined && sha256 !== sealed.sha256) throw changedSince(dir, log)
  }
  if (log !== 'samples') return hold(await copyLog(path, to, { mayEndTorn }))
  const sets = new Map(manifest.benchmarks.map(({ name }) => [name, makeIdSet()]))
  const found = await copyLog(path, to, {
    mayEndTorn,
    visit(line) {
      const { id, benchmark } = toSample(JSON.parse(line.toString()), path)
      const { index, of } = manifest.shard ?? { index: 1, of: 1 }
      if (shardOf(id, of) !== index) throw damaged(dir, `sample ${id} belongs to shard ${shardOf(id, of)}/${of}`)
      sets.get(benchmark)?.add(id)
    },
  })
  for (const { name, n, sampleIds } of mayEndTorn ? [] : manifest.benchmarks) {
    const set = sets.get(name)
    if (set?.size !== n || set.digest() !== sampleIds)
      throw damaged(dir, `${name} has other samples than its manifest states`)
  }
  hold(found)
}

const copyPrompts = (from: string, to: string): Promise<void> =>
  cp(join(from, 'prompts'), join(to, 'prompts'), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    // A run whose plug-ins have no prompt keeps none.
    if (error.code !== 'ENOENT') throw error
  })

const damaged = (dir: string, what: string): XevalError =>
  new XevalError('cannot-merge', `${dir}: ${what}`, { hint: 'Run this shard again.' })
