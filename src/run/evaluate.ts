import { epochsAtZero } from '../analysis/answer-warnings.ts'
import { serverChanges } from '../analysis/who-answered.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunStore } from '../core/run-store.ts'
import { makeFolder } from '../files/make-folder.ts'
import type { Selection } from '../registry/registry.ts'
import { openRun } from '../store/run/open-run.ts'
import type { Evaluated } from './conclude.ts'
import type { Context } from './context.ts'
import type { Ending, StartedArm } from './events.ts'
import { execute } from './execute.ts'
import { keepPrompts } from './keep-prompts.ts'
import type { OldRun, Resumed } from './resume.ts'
import { budgetOf, manifestsOf, runDir } from './run-manifest.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import { makeStop, type Stop } from './stop.ts'
import { watchServers } from './watch-identity.ts'

/**
 * Runs one suite after the other, on one model or on two, and gives what came of each. A suite that was stopped, by the
 * context's signals or by a limit, is the last one.
 */
export async function* evaluate(
  selections: readonly Selection[],
  settings: Settings,
  context: Context,
): AsyncGenerator<Evaluated, void> {
  const stop = makeStop(context)
  try {
    for (const selection of selections) {
      if (stop.stopping.aborted) break
      yield await evaluateSuite(selection, settings, context, stop)
    }
  } finally {
    stop.dispose()
  }
}

async function evaluateSuite(
  selection: Selection,
  settings: Settings,
  context: Context,
  stop: Stop,
): Promise<Evaluated> {
  const resumed =
    settings.resume === undefined || settings.resume === 'auto'
      ? undefined
      : await (await import('./resume.ts')).resumable(selection, settings, context)
  const session = await openSession(resumed?.selection ?? selection, resumed?.settings ?? settings, context, resumed)
  const stores: RunStore[] = []
  try {
    if (settings.dryRun) {
      return { kind: 'dry-run', plan: (await import('./dry-plan.ts')).dryPlanOf(session) }
    }
    const { isOld, isDone } = await openStores(stores, session, resumed)
    // The reports are loaded when there is something to report.
    const concluded = async (...rest: [Ending, { isDone: boolean }?]): Promise<Evaluated> =>
      (await import('./conclude.ts')).conclude(session, stores, ...rest)
    if (isDone) return await concluded({ status: 'complete' }, { isDone })
    const work = !isOld && session.settings.batch === undefined ? execute : await perhapsInBatches(session, stores)
    const watches = watchServers(session, stores)
    const ending = await work(session, stores, stop)
    if (ending.status === 'complete') for (const watch of watches) await watch.look(context.signal)
    context.onEvent({ type: 'ended', suite: session.suite.name, ending })
    return await concluded(ending)
  } finally {
    for (const store of stores) await store.close()
    await session.close()
  }
}

/** A run that goes through batches, or did when it was interrupted; most don't, and load nothing of it. */
async function perhapsInBatches(session: Session, stores: readonly RunStore[]): Promise<typeof execute> {
  const { batchStage, executeInBatches } = await import('./execute-batches.ts')
  const stage = await batchStage(session, stores)
  return stage === undefined ? execute : (...run) => executeInBatches(...run, stage)
}

/**
 * Makes the runs of a session, or opens those that are resumed. Each is in `stores`, for the caller to close, once it is open. With
 * `--resume auto`, runs that are done already are opened and not begun again: nothing of them changes.
 */
export async function openStores(
  stores: RunStore[],
  session: Session,
  resumed: Pick<Resumed, 'check'> | undefined,
): Promise<{ isOld: boolean; isDone: boolean }> {
  const { context, suite, demo, settings } = session
  if (demo) {
    const { provenance = '' } = suite.demo ?? {}
    context.onEvent({ type: 'notice', notice: { code: 'demonstration', suite: suite.name, provenance } })
  }
  const isAuto = settings.resume === 'auto'
  const old = isAuto ? await (await import('./own-runs.ts')).ownRuns(session) : await resumed?.check(session)
  for (const { dir, create } of old ?? (await newRuns(session))) {
    if (create !== undefined) await makeFolder(dir)
    stores.push(await openRun(dir, { ...(create && { create }), ...whenFull(context) }))
    if (create !== undefined) await keepPrompts(session, dir)
  }
  const isDone = isAuto && old !== undefined && stores.every(isFinished)
  if (!isDone)
    for (const [i, store] of stores.entries()) if (old?.[i]?.create === undefined && old) await begin(store, session, i)
  session.caches.belongTo(stores.map(({ manifest }) => manifest.id))
  for (const [arm, { manifest }] of stores.entries()) if (serverChanges(manifest).length > 0) session.caches.doubt(arm)
  for (const remark of stores[0] === undefined ? [] : epochsAtZero(stores[0].manifest))
    context.onEvent({ type: 'notice', notice: { code: 'remark', remark } })
  if (!isDone)
    context.onEvent({
      type: 'started',
      suite: suite.name,
      arms: stores.map((store, i) => startedArm(session, store, i)),
    })
  return { isOld: old !== undefined, isDone }
}

const newRuns = async (session: Session): Promise<OldRun[]> =>
  (await manifestsOf(session)).map(create => ({
    dir: runDir(session.context, session.settings.out, create.id),
    create,
  }))

const isFinished = (store: RunStore): boolean =>
  store.manifest.status === 'complete' &&
  store.finishedCount() === store.manifest.benchmarks.reduce((sum, { n }) => sum + n, 0) * store.manifest.epochs

/** One more session of a run that is there. */
async function begin(store: RunStore, session: Session, arm: number): Promise<void> {
  const startedAt = session.context.now().toISOString()
  const identity = session.arms[arm]?.identity
  const now = { startedAt, ...(identity && { identity }), answers: store.answeredCount() }
  const sessions: Manifest['sessions'] = [...store.manifest.sessions, now]
  // What is added now is in no seal, until the run ends again.
  const { scores: _, ...manifest } = store.manifest
  await store.saveManifest({ ...manifest, status: 'running', sessions, ...budgetOf(session) })
}

/** A full disk is waited out, until the signal ends everything. */
const whenFull = ({ signal, onEvent }: Context) => ({
  onPause: (message: string) => onEvent({ type: 'notice', notice: { code: 'disk-full', message } }),
  onResume: () => onEvent({ type: 'notice', notice: { code: 'disk-writable' } }),
  signal,
})

function startedArm({ planned, arms }: Session, store: RunStore, i: number): StartedArm {
  const { id, epochs } = store.manifest
  const total = planned.reduce((sum, { plan }) => sum + plan.n, 0) * epochs
  return { model: arms[i]?.endpoint.model.ref ?? '', id, dir: store.dir, total, done: store.finishedCount() }
}
