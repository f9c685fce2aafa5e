import { copyFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { passOnce } from '../batch/batch-pass.ts'
import { batchFiles } from '../batch/journal.ts'
import { XevalError } from '../core/errors.ts'
import { makeFolder } from '../files/make-folder.ts'
import { findRun } from '../store/run/run-files.ts'
import { type OpenVisit, type Visited, visitRuns } from './batch-session.ts'
import { at, type Context } from './context.ts'
import { runsFolder } from './run-manifest.ts'
import type { Settings } from './settings.ts'

/** A file of requests to one model. */
export interface RequestFile {
  run: string
  model: string
  /** Absolute. */
  path: string
  requests: number
}

/** Writes every request that a run has no answer to, a file a model; makes the run where suites are named. */
export async function* writeRequests(
  names: readonly string[],
  settings: Settings,
  folder: string | undefined,
  context: Context,
): AsyncGenerator<Visited<RequestFile[]>, void> {
  const [name = ''] = names
  const root = runsFolder(context, settings.out)
  const run = names.length === 1 ? await findRun(root, name, context.cwd).catch(noRun) : undefined
  const wanted = run === undefined ? { suites: names } : { run }
  const target = folder === undefined ? undefined : at(context, folder)
  yield* visitRuns({ wanted, settings, act: passOnce, leave: visit => writeFiles(visit, target) }, context)
}

async function writeFiles({ stores, arms }: OpenVisit, folder: string | undefined): Promise<RequestFile[]> {
  const written: RequestFile[] = []
  for (const [i, { batches }] of arms.entries()) {
    const store = stores[i]
    if (store === undefined) continue
    const target = folder ?? join(store.dir, 'requests')
    await makeFolder(target)
    for (const { seq, lane, requests } of await batches.files()) {
      const model = lane.slice('batch/'.length)
      const path = resolve(target, `${store.manifest.id}_${model.replace(/[^\w.-]+/g, '-')}_${seq}.requests.jsonl`)
      await copyFile(batchFiles.requests(store.dir, seq), path)
      await rm(batchFiles.requests(store.dir, seq))
      written.push({ run: store.manifest.id, model, path, requests })
    }
  }
  return written
}

const noRun = (error: unknown): undefined => {
  if (XevalError.is(error) && error.code === 'no-run') return undefined
  throw error
}
