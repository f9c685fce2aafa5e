import { XevalError } from '../../core/errors.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { OutputRecord } from '../../core/records.ts'
import type { RunReader, RunStore } from '../../core/run-store.ts'
import { type AppendLog, type AppendOptions, openAppendLog } from '../../files/append-log.ts'
import { indexPath, openIndexWriter } from '../../files/index-file.ts'
import { encodeLine } from '../../files/line.ts'
import { takeLock } from '../../files/lock.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { readLineAt } from '../../files/read-log.ts'
import type { FoundLog } from '../index/log-scan.ts'
import { isDone, loadIndex, scanRun } from '../index/run-index.ts'
import { toOutput } from './checked-record.ts'
import { joinRun, readSamples } from './join-run.ts'
import { epochHash, sampleHash, workHash } from './key.ts'
import { files, readManifest, writeManifest } from './run-files.ts'
import { keysOf, partsLike, partsOf, samplesOf } from './run-parts.ts'
import { hasEnded, refuseChanged } from './scores-seal.ts'

export type OpenOptions = Pick<AppendOptions, 'onPause' | 'onResume' | 'signal'>

type LogOptions = OpenOptions & Pick<AppendOptions, 'guard'>

/** A run for writing: locked, its torn tails cut off, its index built. With a manifest the run is made, else resumed. */
export async function openRun(dir: string, options: OpenOptions & { create?: Manifest } = {}): Promise<RunStore> {
  await makeFolder(dir)
  if (options.create === undefined) await readManifest(dir)
  const lock = await takeLock(dir)
  try {
    const create = options.create && { ...options.create, mark: options.create.id }
    if (create !== undefined) await writeManifest(dir, create)
    const manifest = create ?? (await readManifest(dir))
    const held = options.create === undefined && (await refuseChanged(dir, manifest))
    if (options.create === undefined && !held) await refuseForeign(dir, manifest)
    return await openLocked(dir, manifest, { ...options, held, guard: lock.check }, lock.release)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/**
 * A run for reading, in memory that does not grow with it: where its lines stand is read from the sidecars as often as it is
 * needed. It may still be going on: whole lines are read, a line being written is not.
 */
export async function readRun(dir: string): Promise<RunReader> {
  const manifest = await readManifest(dir)
  const { epochs } = manifest
  // Where there is a seal, whoever reads the run holds it against that.
  if (manifest.scores === undefined || !hasEnded(manifest)) await refuseForeign(dir, manifest)
  const scan = await scanRun(dir)
  return {
    dir,
    manifest,
    samples: skip => readSamples(dir, samplesOf(scan), skip),
    items: () => present(joinRun(dir, epochs, partsOf(scan, epochs))),
    sampleKeys: () => keysOf(scan),
    itemsLike: other => joinRun(dir, epochs, partsLike(scan, epochs, other.sampleKeys)),
    async output(work) {
      const key = workHash(work)
      let found = -1
      await scan.outputs.scan((other, offset) => {
        if (other === key) found = offset
      })
      return readBack(dir, found)
    },
  }
}

async function openLocked(
  dir: string,
  opened: Manifest,
  options: LogOptions & { held: boolean },
  release: () => Promise<void>,
): Promise<RunStore> {
  let manifest = opened
  const { index, logs } = await loadIndex(dir)
  const [samples, outputs, judgments] = await openLogs(logs, options)
  const all = [samples, outputs, judgments]
  const [markOutput, markJudgment] = [firstOf(opened.mark), firstOf(opened.mark)]
  const sync = async (): Promise<void> => {
    await Promise.all(all.map(log => log.sync()))
  }
  const isAnswered = (work: number): boolean => index.outputs.state(work) === 'done'
  const isFinished = (work: number): boolean => isAnswered(work) && index.judgments.state(work) === 'done'
  const count = (isCounted: (work: number) => boolean): number => {
    let counted = 0
    for (let at = 0; at < index.samples.size; at++) {
      for (let epoch = 1; epoch <= manifest.epochs; epoch++) {
        if (isCounted(epochHash(index.samples.key(at), epoch))) counted++
      }
    }
    return counted
  }
  return {
    dir,
    samples: skip => readSamples(dir, [index.samples], skip),
    items: () => present(joinRun(dir, manifest.epochs, [index])),
    output: work => readBack(dir, index.outputs.offset(workHash(work))),
    get manifest() {
      return manifest
    },
    async saveManifest(next) {
      await sync()
      await writeManifest(dir, next)
      manifest = next
    },
    async putSample(record) {
      const key = sampleHash(record.benchmark, record.id)
      index.samples.add(key, await samples.append(encodeLine(record), { key, ok: true }))
    },
    async putOutput(record) {
      const entry = { key: workHash(record), ok: isDone(record) }
      const line = encodeLine(markOutput(record))
      index.outputs.set(entry.key, await outputs.append(line, entry), entry.ok)
    },
    async putJudgment(record) {
      const entry = { key: workHash(record), ok: isDone(record) }
      const line = encodeLine(markJudgment(record))
      index.judgments.set(entry.key, await judgments.append(line, entry), entry.ok)
    },
    outputState: work => index.outputs.state(workHash(work)),
    judgmentState: work => index.judgments.state(workHash(work)),
    held: options.held,
    sampleCount: () => index.samples.size,
    isSampleAt: (place, benchmark, id) =>
      place < index.samples.size && index.samples.key(place) === sampleHash(benchmark, id),
    finished(sampleKey) {
      for (let epoch = 1; epoch <= manifest.epochs; epoch++) {
        if (!isFinished(epochHash(sampleKey, epoch))) return false
      }
      return true
    },
    finishedCount: () => count(isFinished),
    answeredCount: () => count(isAnswered),
    sync,
    digests: async () => ({
      samples: await samples.digest(),
      outputs: await outputs.digest(),
      judgments: await judgments.digest(),
    }),
    async close() {
      try {
        await Promise.all(all.map(log => log.close()))
      } finally {
        await release()
      }
    },
  }
}

/** Marks the first record of a session with its run. */
function firstOf(run: string | undefined): (record: object) => object {
  let isFirst = run !== undefined
  return record => {
    if (!isFirst) return record
    isFirst = false
    return { ...record, run }
  }
}

/** A log that says it is another run's is refused, whole as its lines may be. */
async function refuseForeign(dir: string, { id, mark }: Manifest): Promise<void> {
  if (mark === undefined) return
  for (const path of [files.outputs(dir), files.judgments(dir)]) {
    const run = (await readLineAt(path, 0))?.['run']
    if (typeof run !== 'string' || run === mark) continue
    throw new XevalError('foreign-log', `${path} belongs to run ${run}, not to ${id}`, {
      hint: 'Restore the file from a copy. Or set it aside with `xeval repair RUN`, and resume.',
      location: { file: path },
    })
  }
}

async function* present<T>(items: AsyncIterable<T | undefined>): AsyncGenerator<T> {
  for await (const item of items) if (item !== undefined) yield item
}

async function readBack(dir: string, offset: number): Promise<OutputRecord | undefined> {
  const record = offset < 0 ? undefined : await readLineAt(files.outputs(dir), offset)
  return record && toOutput(record, files.outputs(dir))
}

async function openLogs(logs: readonly FoundLog[], options: LogOptions): Promise<[AppendLog, AppendLog, AppendLog]> {
  const [samples, outputs, judgments] = logs
  if (samples === undefined || outputs === undefined || judgments === undefined) throw new Error('a run has three logs')
  return [await openLog(samples, options), await openLog(outputs, options), await openLog(judgments, options)]
}

/** Opens a log with its sidecar, and gives the sidecar what it lacked. */
async function openLog({ path, size, indexed, missing }: FoundLog, options: LogOptions): Promise<AppendLog> {
  const index = await openIndexWriter(indexPath(path), indexed)
  for (let at = 0; at < missing.size; at++) {
    const offset = missing.offset(at)
    index.add(missing.key(at), offset < 0 ? -1 - offset : offset, offset >= 0)
    if (at % 50_000 === 0) await index.flush()
  }
  await index.flush()
  return openAppendLog(path, { ...options, size, index })
}
