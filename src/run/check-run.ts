import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, XevalError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import type { Manifest } from '../core/manifest.ts'
import { digestOf } from '../files/digest.ts'
import { readRatings } from '../ratings/rating-store.ts'
import { scanLog } from '../store/index/run-index.ts'
import { files, findRun, readManifest, readMetrics } from '../store/run/run-files.ts'
import { hasEnded, hasSealedRatings } from '../store/run/scores-seal.ts'
import type { Context } from './context.ts'
import { lookAtLogs } from './look-at-logs.ts'
import { runsFolder } from './run-manifest.ts'

export interface CheckedRun {
  dir: string
  id?: string
  status?: Manifest['status']
  /** Whether it was held against a seal; runs of 0.1.0, and those that have not ended, have none. */
  sealed: boolean
  /** File → what is wrong with it; empty where all is well. */
  problems: Record<string, string[]>
}

/** Reads all of a run, and says of each file what is wrong with it. Changes nothing. */
export async function checkRun(name: string, out: string | undefined, context: Context): Promise<CheckedRun> {
  const dir = await findRun(runsFolder(context, out), name, context.cwd)
  const problems: Record<string, string[]> = {}
  const tell = (file: string, ...found: readonly string[]): void => {
    if (found.length > 0) problems[file] = [...(problems[file] ?? []), ...found]
  }
  const manifest = await readManifest(dir)
    .catch(async error => {
      tell('manifest.json', wordsOf(error))
      return readManifest(dir, { edited: true })
    })
    .catch(() => undefined)
  if (manifest === undefined) return { dir, sealed: false, problems }
  const logs = await lookAtLogs(dir, manifest)
  for (const log of ['samples', 'outputs', 'judgments'] as const) {
    tell(`${log}.jsonl`, ...logs[log].problems)
    if (log !== 'samples' && manifest.status === 'complete' && logs.missing[log] > 0)
      tell(`${log}.jsonl`, `${logs.missing[log]} ${log} are missing`)
  }
  const sealed = hasEnded(manifest) && manifest.scores !== undefined
  if (sealed) await checkSeal(dir, manifest, tell)
  await readRatings(dir).catch(error => tell('ratings.jsonl', wordsOf(error)))
  await checkPrompts(dir, tell)
  await checkIndexes(dir, tell)
  return { dir, id: manifest.id, status: manifest.status, sealed, problems }
}

type Tell = (file: string, ...found: readonly string[]) => void

async function checkSeal(dir: string, manifest: Manifest, tell: Tell): Promise<void> {
  const { scores: seal } = manifest
  if (seal === undefined) return
  for (const log of ['samples', 'outputs', 'judgments', 'scores'] as const) {
    const { bytes, sha256: found } = await digestOf(files[log](dir))
    const was = seal[log]
    if (found !== was.sha256)
      tell(`${log}.jsonl`, `is not the file that was sealed: ${was.bytes} bytes then, ${bytes} now`)
  }
  if (!(await hasSealedRatings(dir, seal))) tell('ratings.jsonl', 'lacks ratings that were sealed, or has others')
  await readMetrics(dir, manifest).catch(error => tell('metrics.json', wordsOf(error)))
}

async function checkPrompts(dir: string, tell: Tell): Promise<void> {
  for (const name of await readdir(join(dir, 'prompts')).catch(nothing)) {
    const hash = /^([0-9a-f]{64})\.md$/.exec(name)?.[1]
    if (hash !== undefined && sha256(await readFile(join(dir, 'prompts', name))) !== hash)
      tell(`prompts/${name}`, 'is not the text that its name is the SHA-256 of')
  }
}

/** What a sidecar says of its log, and what the log says. */
async function checkIndexes(dir: string, tell: Tell): Promise<void> {
  for (const log of ['samples', 'outputs', 'judgments'] as const) {
    try {
      const [said, is] = await Promise.all([scanLog(files[log](dir)), scanLog(files[log](dir), undefined, true)])
      if ((await placesIn(said)) !== (await placesIn(is)))
        tell(`${log}.idx`, 'does not match its log; it is safe to delete')
    } catch (error) {
      // What is wrong with the log has been told.
      if (!XevalError.is(error)) throw error
    }
  }
}

async function placesIn({ scan }: Awaited<ReturnType<typeof scanLog>>): Promise<number> {
  let sum = 0
  await scan((key, offset) => {
    sum = (Math.imul(sum, 31) + (key % 2 ** 32) + offset) | 0
  })
  return sum
}

const nothing = (error: NodeJS.ErrnoException): string[] => {
  if (error.code === 'ENOENT') return []
  throw error
}

const wordsOf = (error: unknown): string => (XevalError.is(error) ? error.message : messageOf(error))
