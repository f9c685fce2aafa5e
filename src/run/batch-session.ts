import type { BatchArm, PassOptions } from '../batch/batch-pass.ts'
import { XevalError } from '../core/errors.ts'
import type { RunStore } from '../core/run-store.ts'
import { readManifest } from '../store/run/run-files.ts'
import { conclude, type Evaluated } from './conclude.ts'
import type { Context } from './context.ts'
import { dryPlanOf } from './dry-plan.ts'
import { openStores } from './evaluate.ts'
import type { Ending } from './events.ts'
import { batchedModels, withBatches } from './execute-batches.ts'
import { resumable } from './resume.ts'
import { selectRun } from './select-run.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import { makeStop, type Stop } from './stop.ts'

/** The runs of a session over files, while they are open. */
export interface OpenVisit {
  session: Session
  stores: readonly RunStore[]
  arms: readonly BatchArm[]
  /** Questions that are still to be answered. */
  parked: number
}

/** What one visit to a run over files came to: `left` is what `leave` gave. */
export interface Visited<T> {
  left?: T
  /** Questions that wait for their answers; the runs stay open for the next visit. */
  parked: number
  evaluated: Evaluated
}

export interface VisitOptions<T> {
  /** Suites for a new run, or a run's folder to go on with. */
  wanted: { suites: readonly string[] } | { run: string }
  settings: Settings
  /** Works on the runs' batches; resolves with the number of questions that wait for an answer. */
  act(options: PassOptions): Promise<number>
  /** Afterwards, before the runs are closed. */
  leave?(visit: OpenVisit): Promise<T>
}

/** Opens the runs, works on them, and closes them: as complete, or as they are, for the next visit. */
export async function* visitRuns<T>(options: VisitOptions<T>, context: Context): AsyncGenerator<Visited<T>, void> {
  const { wanted, settings } = options
  const names = 'suites' in wanted ? wanted.suites : [(await readManifest(wanted.run)).suite]
  const meant = 'run' in wanted ? { ...settings, resume: wanted.run } : settings
  const stop = makeStop(context)
  try {
    for (const selection of await selectRun(names, meant, context)) {
      const resumed = 'run' in wanted ? await resumable(selection, meant, context) : undefined
      const chosen = resumed?.selection ?? selection
      const session = await openSession(chosen, resumed?.settings ?? settings, context, resumed)
      const stores: RunStore[] = []
      try {
        if (batchedModels(session, ways).size === 0) throw noFileModel()
        if (settings.dryRun) {
          yield { parked: 0, evaluated: { kind: 'dry-run', plan: dryPlanOf(session) } }
          continue
        }
        await openStores(stores, session, resumed)
        yield await visit(session, stores, stop, options)
      } finally {
        for (const store of stores) await store.close()
        await session.close()
      }
    }
  } finally {
    stop.dispose()
  }
}

async function visit<T>(
  session: Session,
  stores: readonly RunStore[],
  stop: Stop,
  { act, leave }: VisitOptions<T>,
): Promise<Visited<T>> {
  let parked = 0
  let left: T | undefined
  const ended = await withBatches(session, stores, stop, ways, async options => {
    parked = await act(options)
    left = await leave?.({ session, stores, arms: options.arms, parked })
  })
  const waits: Ending = { status: 'interrupted', reason: { code: 'waiting', questions: parked } }
  const ending = ended.status === 'complete' && parked > 0 ? waits : ended
  session.context.onEvent({ type: 'ended', suite: session.suite.name, ending })
  const evaluated = await conclude(session, stores, ending)
  return { parked, evaluated, ...(left !== undefined && { left }) }
}

const ways = { stage: 'all', through: 'files' } as const

/** Without one, everything would be asked over the network at once. */
const noFileModel = (): XevalError =>
  new XevalError('no-file-model', 'no model of this run works through request files', {
    hint: 'Use the name given to `vllm run-batch --model`: --model batch/NAME, or --judge ID=batch/NAME.',
  })
