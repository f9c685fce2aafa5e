import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { type PassOptions, passOnce } from '../batch/batch-pass.ts'
import { batchFiles } from '../batch/journal.ts'
import { XevalError } from '../core/errors.ts'
import { fileHash } from '../sources/file-hash.ts'
import { findRun } from '../store/run/run-files.ts'
import { type Visited, visitRuns } from './batch-session.ts'
import { at, type Context } from './context.ts'
import { runsFolder } from './run-manifest.ts'
import type { Settings } from './settings.ts'

/** Takes files of answers into a run. A file that was taken already changes nothing; what it lacks can be written again. */
export async function* collectAnswers(
  name: string,
  files: readonly string[],
  settings: Settings,
  context: Context,
): AsyncGenerator<Visited<undefined>, void> {
  const run = await findRun(runsFolder(context, settings.out), name, context.cwd)
  const act = async (options: PassOptions): Promise<number> => {
    let taken = 0
    for (const file of files) taken += await takeFile(at(context, file), options)
    const parked = await passOnce(options)
    // What is still to be asked is written by `batch write`, when somebody wants it.
    for (const { batches, store } of options.arms) {
      for (const { seq } of await batches.files()) await rm(batchFiles.requests(store.dir, seq))
    }
    const used = options.arms.some(({ batches }) => batches.answered > 0)
    if (taken > 0 && parked > 0 && !used) throw noneOfThem(name, files)
    return parked
  }
  yield* visitRuns<undefined>({ wanted: { run }, settings, act }, context)
}

/** Resolves with the number of lines that were new. */
async function takeFile(file: string, { arms }: PassOptions): Promise<number> {
  let taken = 0
  const sha256 = await fileHash(file)
  if (sha256 === undefined) {
    throw new XevalError('no-file', `${file} does not exist`, { hint: 'Pass the file that `vllm run-batch -o` wrote.' })
  }
  for (const { batches } of arms) {
    if (!batches.journal.events.some(event => event.kind === 'answers' && event.sha256 === sha256)) {
      taken += await batches.add(linesOf(file), sha256)
    }
  }
  return taken
}

async function* linesOf(file: string): AsyncGenerator<Record<string, unknown>> {
  let line = 0
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    if (text.trim() === '') continue
    const value = parse(text)
    if (typeof value !== 'object' || value === null || !('custom_id' in value)) {
      throw new XevalError('malformed-answers', `${file}:${line}: expected a JSON object with a custom_id`, {
        hint: 'Pass the complete file that `vllm run-batch -o` wrote.',
        location: { file, line },
      })
    }
    yield { ...value }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Said by the caller, with the line.
    return undefined
  }
}

const noneOfThem = (run: string, files: readonly string[]): XevalError =>
  new XevalError('no-answers', `no line of ${files.join(', ')} belongs to a request of ${run}`, {
    hint: 'Collect into the run for which `xeval batch write` wrote the requests.',
  })
