import { mkdir } from 'node:fs/promises'
import { basename } from 'node:path'
import type { z } from 'zod'
import type { Manifest } from '../core/manifest.ts'
import { JudgmentRecord, OutputRecord, SampleRecord, WorkKey } from '../core/records.ts'
import type { RunStore } from '../core/run-store.ts'
import { type AppendOptions, openAppendLog } from './append-log.ts'
import { type IndexTable, makeIndexTable } from './index-table.ts'
import { joinRun, records } from './join-run.ts'
import { workHash } from './key.ts'
import { encodeLine } from './line.ts'
import { readLineAt } from './read-log.ts'
import { recoverLog } from './recover-log.ts'
import { files, readManifest, writeManifest } from './run-files.ts'
import { lockRun } from './run-lock.ts'

export type OpenOptions = Pick<AppendOptions, 'onPause' | 'onResume' | 'signal'>

/** A run for writing: locked, its torn tails cut off, its index built. With a manifest the run is made, else resumed. */
export async function openRun(dir: string, options: OpenOptions & { create?: Manifest } = {}): Promise<RunStore> {
  await mkdir(dir, { recursive: true })
  if (options.create === undefined) await readManifest(dir)
  const lock = await lockRun(dir)
  try {
    if (options.create !== undefined) await writeManifest(dir, options.create)
    return await openLocked(dir, options, lock.release)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** A run for reading. It may still be going on: whole lines are read, a line being written is not. */
export async function readRun(
  dir: string,
): Promise<Pick<RunStore, 'dir' | 'manifest' | 'samples' | 'items' | 'output'>> {
  const manifest = await readManifest(dir)
  const outputs = makeIndexTable()
  const judgments = makeIndexTable()
  for await (const { value, offset } of records(files.outputs(dir), OutputRecord))
    outputs.set(workHash(value), offset, true)
  for await (const { value, offset } of records(files.judgments(dir), JudgmentRecord))
    judgments.set(workHash(value), offset, true)
  return {
    dir,
    manifest,
    samples: () => values(files.samples(dir), SampleRecord),
    items: () => joinRun(dir, manifest.epochs, { outputs, judgments }),
    output: work => readBack(files.outputs(dir), OutputRecord, outputs.offset(workHash(work))),
  }
}

async function openLocked(dir: string, options: OpenOptions, release: () => Promise<void>): Promise<RunStore> {
  let manifest = await readManifest(dir)
  const outputs = makeIndexTable()
  const judgments = makeIndexTable()
  const open = async (path: string, index?: IndexTable) => {
    const { size } = await recoverLog(path, ({ record, offset }) => {
      const work = WorkKey.safeParse(record)
      if (work.success) index?.set(workHash(work.data), offset, isDone(record))
    })
    return openAppendLog(path, { ...options, size })
  }
  const [sampleLog, outputLog, judgmentLog] = [
    await open(files.samples(dir)),
    await open(files.outputs(dir), outputs),
    await open(files.judgments(dir), judgments),
  ]
  const logs = [sampleLog, outputLog, judgmentLog]
  const sync = async (): Promise<void> => {
    await Promise.all(logs.map(log => log.sync()))
  }
  return {
    dir,
    get manifest() {
      return manifest
    },
    async saveManifest(next) {
      await sync()
      await writeManifest(dir, next)
      manifest = next
    },
    async putSample(record) {
      await sampleLog.append(encodeLine(record))
    },
    async putOutput(record) {
      outputs.set(workHash(record), await outputLog.append(encodeLine(record)), isDone(record))
    },
    async putJudgment(record) {
      judgments.set(workHash(record), await judgmentLog.append(encodeLine(record)), isDone(record))
    },
    outputState: work => outputs.state(workHash(work)),
    judgmentState: work => judgments.state(workHash(work)),
    output: work => readBack(files.outputs(dir), OutputRecord, outputs.offset(workHash(work))),
    samples: () => values(files.samples(dir), SampleRecord),
    items: () => joinRun(dir, manifest.epochs, { outputs, judgments }),
    sync,
    async close() {
      await Promise.all(logs.map(log => log.close()))
      await release()
    },
  }
}

/** The run's id: its folder's name. */
export const runId = (dir: string): string => basename(dir)

/** Codes that a resume does again: the request failed. An answer that could not be judged is final. */
function isDone(record: object | undefined): boolean {
  if (record === undefined || !('outcome' in record)) return false
  const { outcome } = record
  if (typeof outcome !== 'object' || outcome === null || !('ok' in outcome)) return false
  return outcome.ok === true || ('error' in outcome && isFinal(outcome.error))
}

const isFinal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'final' in error && error.final === true

async function* values<T>(path: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  for await (const { value } of records(path, schema)) yield value
}

async function readBack<T>(path: string, schema: z.ZodType<T>, offset: number): Promise<T | undefined> {
  return offset < 0 ? undefined : schema.parse(await readLineAt(path, offset))
}
