import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { passOnce } from '../../batch/batch-pass.ts'
import { batchFiles } from '../../batch/journal.ts'
import { XevalError } from '../../core/errors.ts'
import { type Visit, visitRuns } from '../../run/batch-session.ts'
import { runsFolder } from '../../run/run-manifest.ts'
import type { Settings } from '../../run/settings.ts'
import { findRun } from '../../store/run/run-files.ts'
import type { Stop } from '../process/signals.ts'

/** Writes every request that a run has no answer to, a file a model; makes the run where suites are named. */
export async function writeRequests(
  names: readonly string[],
  settings: Settings,
  folder: string | undefined,
  stop: Stop,
): Promise<number> {
  const [name = ''] = names
  const run = names.length === 1 ? await findRun(runsFolder(settings.out), name).catch(noRun) : undefined
  return visitRuns({
    wanted: run === undefined ? { suites: names } : { run },
    settings,
    stop,
    act: passOnce,
    tell: visit => writeFiles(visit, folder),
  })
}

async function writeFiles({ session, stores, arms }: Visit, folder: string | undefined): Promise<void> {
  const written: { run: string; model: string; path: string; requests: number }[] = []
  for (const [i, { batches }] of arms.entries()) {
    const store = stores[i]
    if (store === undefined) continue
    const target = folder ?? join(store.dir, 'requests')
    await mkdir(target, { recursive: true })
    for (const { seq, lane, requests } of await batches.files()) {
      const model = lane.slice('batch/'.length)
      const path = resolve(target, `${store.manifest.id}_${model.replace(/[^\w.-]+/g, '-')}_${seq}.requests.jsonl`)
      await copyFile(batchFiles.requests(store.dir, seq), path)
      await rm(batchFiles.requests(store.dir, seq))
      written.push({ run: store.manifest.id, model, path, requests })
    }
  }
  if (session.settings.json && written.length > 0)
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, files: written }, null, 2)}\n`)
  else for (const file of written) process.stdout.write(`${howTo(file, session.settings.out)}\n`)
}

function howTo(file: { run: string; model: string; path: string; requests: number }, out: string | undefined): string {
  const near = relative(process.cwd(), file.path)
  const path = near.length < file.path.length ? near : file.path
  const answers = path.replace('.requests.', '.responses.')
  return `${file.requests} requests to ${file.model}:
  vllm run-batch -i ${path} -o ${answers} --model ${file.model}
  xeval batch collect ${file.run} ${answers}${out === undefined ? '' : ` --out ${out}`}`
}

const noRun = (error: unknown): undefined => {
  if (XevalError.is(error) && error.code === 'no-run') return undefined
  throw error
}
