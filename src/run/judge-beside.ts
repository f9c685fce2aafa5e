import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ReadableRun } from '../analysis/scored-run.ts'
import type { Completion } from '../core/completion.ts'
import { ExitCode, XevalError } from '../core/errors.ts'
import { canonicalJson, sha256 } from '../core/hash.ts'
import { JudgmentRecord } from '../core/records.ts'
import type { RunItem } from '../core/run-store.ts'
import type { Sample } from '../core/sample.ts'
import { judgeAnswer } from '../exec/judge-answer.ts'
import { openAppendLog } from '../files/append-log.ts'
import { encodeLine } from '../files/line.ts'
import { takeLock } from '../files/lock.ts'
import { recoverLog } from '../files/recover-log.ts'
import type { Context } from './context.ts'
import { MAX_CONCURRENCY } from './endpoint.ts'
import type { PreparedJudge } from './judge-setup.ts'

/** A judgment of a run's answer that is no part of its scores. It holds for the text that was judged and for no other. */
export const BesideRecord = JudgmentRecord.extend({ text: z.string() })
export type BesideRecord = z.infer<typeof BesideRecord>

export interface BesideJudging {
  /** What is judged, for the file's name: `thinking`, `hedging`. */
  of: string
  judge: PreparedJudge
  /** The text to judge as the answer; nothing where there is none. */
  completionOf(item: RunItem, at: number): Completion | undefined
  /** Whether the benchmark is this judge's. */
  takes(benchmark: string): boolean
}

/**
 * Judgments in `<run>/beside/<of>-<hash of the judge>.jsonl`, apart from the run's own: what the file has already is not asked again,
 * failures that can be tried again are. By benchmark, sample and epoch.
 */
export async function judgeBeside(
  run: ReadableRun,
  { of, judge: { setup, plan }, completionOf, takes }: BesideJudging,
  context: Context,
): Promise<ReadonlyMap<string, BesideRecord>> {
  const folder = join(run.dir, 'beside')
  await mkdir(folder, { recursive: true })
  const lock = await takeLock(folder)
  const path = join(folder, `${of}-${sha256(canonicalJson(plan)).slice(0, 12)}.jsonl`)
  try {
    const known = new Map<string, BesideRecord>()
    const { size } = await recoverLog(path, ({ record }) => {
      const kept = BesideRecord.parse(record)
      known.set(besideKey(kept.benchmark, kept.sampleId, kept.epoch), kept)
    })
    const log = await openAppendLog(path, { size, signal: context.signal })
    const waiting = new Set<Promise<void>>()
    const judgeOne = async (sample: Sample, benchmark: string, epoch: number, completion: Completion) => {
      const text = sha256(completion.text)
      const key = besideKey(benchmark, sample.id, epoch)
      const last = known.get(key)
      if (last?.text === text && (last.outcome.ok || last.outcome.error.final === true)) return
      const judged = await judgeAnswer(setup, asJudged(benchmark), sample, epoch, completion, context.signal)
      const record: BesideRecord = { ...judged, text }
      await log.append(encodeLine(record))
      known.set(key, record)
    }
    try {
      for await (const item of run.items()) {
        if (context.stopping.aborted) throw interrupted()
        const { benchmark, ...sample } = item.sample
        if (!takes(benchmark)) continue
        for (const at of item.epochs.keys()) {
          const completion = completionOf(item, at)
          if (completion === undefined) continue
          const work = judgeOne(sample, benchmark, at + 1, completion).finally(() => waiting.delete(work))
          waiting.add(work)
          // One that fails the whole run is heard of at the next wait.
          work.catch(() => undefined)
          if (waiting.size >= MAX_CONCURRENCY) await Promise.race(waiting)
        }
      }
      await Promise.all(waiting)
    } finally {
      await Promise.allSettled(waiting)
      await log.close()
    }
    return known
  } finally {
    await lock.release()
  }
}

export const besideKey = (benchmark: string, sampleId: string, epoch: number): string =>
  JSON.stringify([benchmark, sampleId, epoch])

/** A part of the answers is no sample of them. */
const interrupted = (): XevalError =>
  new XevalError('interrupted', 'interrupted before every answer was judged', {
    hint: 'What was judged is kept in the run: the same command goes on from there.',
    exitCode: ExitCode.interrupted,
  })

/** What was cut off has behaviour and reasoning all the same. */
const asJudged = (name: string) => ({ name, truncated: 'judged' as const })
