import { stat } from 'node:fs/promises'
import { indexPath, readIndex } from '../../files/index-file.ts'
import { readEntryAt } from '../../files/read-log.ts'
import { recoverLog } from '../../files/recover-log.ts'
import { isWork } from '../run/checked-record.ts'
import { sampleHash, workHash } from '../run/key.ts'
import { files } from '../run/run-files.ts'
import type { RunScan } from '../run/run-parts.ts'
import { type IndexTable, makeIndexTable } from './index-table.ts'
import { type FoundLog, type LogScan, makeLogScan } from './log-scan.ts'
import { makeSampleList, type SampleList } from './sample-list.ts'

/** Where everything stands in a run's three logs. */
export interface RunIndex {
  samples: SampleList
  outputs: IndexTable
  judgments: IndexTable
}

type Visit = (key: number, offset: number, ok: boolean) => void

/** Builds the index from the sidecars and the logs' tails behind them, and cuts torn tails off. */
export async function loadIndex(dir: string): Promise<{ index: RunIndex; logs: FoundLog[] }> {
  const samples = await load(files.samples(dir), true, makeSampleList, list => (key, at) => list.add(key, at))
  const outputs = await load(files.outputs(dir), true, makeIndexTable, table => table.set)
  const judgments = await load(files.judgments(dir), true, makeIndexTable, table => table.set)
  return {
    index: { samples: samples.made, outputs: outputs.made, judgments: judgments.made },
    logs: [samples.log, outputs.log, judgments.log],
  }
}

/** For a run that another process may be writing: nothing is kept of what the sidecars say, and torn tails are left alone. */
export async function scanRun(dir: string): Promise<RunScan> {
  return {
    samples: await scanLog(files.samples(dir)),
    outputs: await scanLog(files.outputs(dir)),
    judgments: await scanLog(files.judgments(dir)),
  }
}

/** One log of it. A line without a key has no entry; `alone` reads the log and not its sidecar. */
export async function scanLog(path: string, keyIn = keyOf, alone = false): Promise<LogScan> {
  const nothing = () => undefined
  return makeLogScan((await load(path, false, nothing, () => nothing, keyIn, alone)).log)
}

async function load<T>(
  path: string,
  repair: boolean,
  make: (expected: number) => T,
  visitOf: (made: T) => Visit,
  keyIn = keyOf,
  alone = false,
) {
  const size = await sizeOf(path)
  let covered = 0
  let made = make(Math.ceil((await sizeOf(indexPath(path))) / 20))
  const isRight = async ({ key, offset }: { key: number; offset: number }): Promise<boolean> => {
    const line = await readEntryAt(path, offset)
    if (line?.record === undefined || keyIn(line.record) !== key) return false
    covered = offset + line.length
    return true
  }
  const found = alone ? { bytes: 0 } : await readIndex(indexPath(path), size, visitOf(made), isRight)
  // A sidecar whose last entries are all wrong is of another log: read everything.
  if (found.bytes === 0) made = make(0)
  const visit = visitOf(made)
  const missing = makeSampleList()
  const recovery = await recoverLog(
    path,
    ({ record, offset }) => {
      const key = record === undefined ? undefined : keyIn(record)
      if (record === undefined || key === undefined) return
      const ok = isDone(record)
      missing.add(key, ok ? offset : -1 - offset)
      visit(key, offset, ok)
    },
    covered,
    repair,
  )
  const log: FoundLog = { path, size: recovery.size, indexed: found.bytes, missing }
  return { made, log }
}

/** The key under which a line is known; nothing for one that is no record of ours. */
export function keyOf(record: Record<string, unknown>): number | undefined {
  if (isWork(record)) return workHash(record)
  const { benchmark, id } = record
  return typeof benchmark === 'string' && typeof id === 'string' ? sampleHash(benchmark, id) : undefined
}

/** What a resume leaves alone: an answer or a judgment that is there, or one that can't be had. A request that failed is done again. */
export function isDone(record: object): boolean {
  if (!('outcome' in record)) return true
  const { outcome } = record
  if (typeof outcome !== 'object' || outcome === null || !('ok' in outcome)) return false
  return outcome.ok === true || ('error' in outcome && isFinal(outcome.error))
}

const isFinal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'final' in error && error.final === true

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )
