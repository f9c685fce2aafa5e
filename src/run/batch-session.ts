import type { BatchArm, PassOptions } from '../batch/batch-pass.ts'
import type { Stop } from '../cli/process/signals.ts'
import { printPlan } from '../cli/terminal/print-plan.ts'
import { makeProgress } from '../cli/terminal/progress.ts'
import { writeResults } from '../cli/terminal/write-results.ts'
import { XevalError } from '../core/errors.ts'
import type { RunStore } from '../core/run-store.ts'
import { selectBenchmarks } from '../registry/plugins.ts'
import { readManifest } from '../store/run/run-files.ts'
import type { Ending } from './execute.ts'
import { batchedModels, withBatches } from './execute-batches.ts'
import { finishRun } from './finish.ts'
import { resumable } from './resume.ts'
import { openStores, progressOf } from './run-selections.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'

/** What one visit to a run over files leaves: the requests that are still to be answered, or nothing. */
export interface Visit {
  session: Session
  stores: readonly RunStore[]
  arms: readonly BatchArm[]
  parked: number
}

export interface VisitOptions {
  /** Suites for a new run, or a run's folder to go on with. */
  wanted: { suites: readonly string[] } | { run: string }
  settings: Settings
  stop: Stop
  /** Works on the runs' batches; resolves with the number of questions that wait for an answer. */
  act(options: PassOptions): Promise<number>
  /** Says what is left to do. */
  tell(visit: Visit): Promise<void>
}

/** Opens the runs, works on them, and closes them: as complete, or as they are, for the next visit. */
export async function visitRuns({ wanted, settings, stop, act, tell }: VisitOptions): Promise<number> {
  let code = 0
  const names = 'suites' in wanted ? wanted.suites : [(await readManifest(wanted.run)).suite]
  for (const selection of await selectBenchmarks(names)) {
    const resumed = 'run' in wanted ? await resumable(selection, { ...settings, resume: wanted.run }) : undefined
    const session = await openSession(
      resumed?.selection ?? selection,
      resumed?.settings ?? settings,
      stop.signal,
      resumed,
    )
    const stores: RunStore[] = []
    try {
      if (batchedModels(session, ways).size === 0) throw noFileModel()
      if (settings.dryRun) return printPlan(session)
      await openStores(stores, session, resumed, stop)
      code = Math.max(code, await visit(session, stores, { stop, act, tell }))
    } finally {
      for (const store of stores) await store.close()
      await session.close()
    }
  }
  return code
}

async function visit(
  session: Session,
  stores: readonly RunStore[],
  { stop, act, tell }: Pick<VisitOptions, 'stop' | 'act' | 'tell'>,
): Promise<number> {
  const progress = await makeProgress(stores.map((store, i) => progressOf(session, store, i)))
  let parked = 0
  const ended = await withBatches(
    session,
    stores,
    stop,
    progress,
    { stage: 'all', through: 'files' },
    async options => {
      parked = await act(options)
      await tell({ session, stores, arms: options.arms, parked })
    },
  ).finally(() => progress.stop())
  const waits: Ending = { status: 'interrupted', reason: `${parked} questions wait for their answers` }
  const ending = ended.status === 'complete' && parked > 0 ? waits : ended
  const benchmarks = new Map(session.planned.map(({ benchmark }) => [benchmark.name, benchmark]))
  const { suite } = session
  for (const store of stores) await finishRun(store, { suite, benchmarks }, ending, new Date())
  return ending === waits ? 0 : writeResults(session, stores, ending)
}

const ways = { stage: 'all', through: 'files' } as const

/** Without one, everything would be asked over the network at once. */
const noFileModel = (): XevalError =>
  new XevalError('no-file-model', 'no model of this run is asked through files', {
    hint: 'Name it as `vllm run-batch --model` does: --model batch/NAME, or --judge ID=batch/NAME.',
  })
