import { mkdir } from 'node:fs/promises'
import { listenForStop, type Stop } from '../cli/process/signals.ts'
import { makeProgress, notice, type ProgressArm } from '../cli/terminal/progress.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunStore } from '../core/run-store.ts'
import { said } from '../core/wording.ts'
import type { Selection } from '../registry/plugins.ts'
import { openRun } from '../store/run/open-run.ts'
import { execute } from './execute.ts'
import { gitState } from './git-state.ts'
import { keepHeapSmall } from './hold-nursery.ts'
import { keepPrompts } from './keep-prompts.ts'
import type { Resumed } from './resume.ts'
import { budgetOf, manifestsOf, runDir } from './run-manifest.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'

/** Runs one suite after the other; gives the worst exit code. */
export async function runSelections(selections: readonly Selection[], settings: Settings): Promise<number> {
  keepHeapSmall()
  void gitState(process.cwd())
  const stop = listenForStop(notice)
  let code = 0
  try {
    for (const selection of selections) {
      if (stop.stopping.aborted) break
      code = Math.max(code, await runSuite(selection, settings, stop))
    }
  } finally {
    stop.dispose()
  }
  return code
}

async function runSuite(selection: Selection, settings: Settings, stop: Stop): Promise<number> {
  const resumed =
    settings.resume === undefined ? undefined : await (await import('./resume.ts')).resumable(selection, settings)
  const session = await openSession(
    resumed?.selection ?? selection,
    resumed?.settings ?? settings,
    stop.signal,
    resumed,
  )
  const stores: RunStore[] = []
  try {
    if (settings.dryRun) return (await import('../cli/terminal/print-plan.ts')).printPlan(session)
    if (session.demo) notice(`DEMO: ${said(session.suite.demo?.provenance ?? '', 'en')}`)
    await openStores(stores, session, resumed, stop)
    const progress = await makeProgress(stores.map((store, i) => progressOf(session, store, i)))
    const work =
      resumed === undefined && session.settings.batch === undefined ? execute : await perhapsInBatches(session, stores)
    const ending = await work(session, stores, stop, progress).finally(() => progress.stop())
    const [{ finishRun }, { writeResults }] = await Promise.all([
      import('./finish.ts'),
      import('../cli/terminal/write-results.ts'),
    ])
    const benchmarks = new Map(session.planned.map(({ benchmark }) => [benchmark.name, benchmark]))
    const { suite } = session
    for (const store of stores) await finishRun(store, { suite, benchmarks }, ending, new Date())
    return await writeResults(session, stores, ending)
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

/** Makes the runs of a session, or opens those that are resumed. Each is in `stores`, for the caller to close, once it is open. */
export async function openStores(
  stores: RunStore[],
  session: Session,
  resumed: Pick<Resumed, 'check'> | undefined,
  stop: Stop,
): Promise<void> {
  if (resumed === undefined) await createRuns(stores, session, stop)
  else for (const dir of await resumed.check(session)) stores.push(await reopen(dir, session, stop))
}

async function createRuns(stores: RunStore[], session: Session, stop: Stop): Promise<void> {
  const manifests = await manifestsOf(session, new Date())
  for (const manifest of manifests) {
    const dir = runDir(session.settings.out, manifest.id)
    await mkdir(dir, { recursive: true })
    stores.push(await openRun(dir, { create: manifest, ...whenFull(stop) }))
    await keepPrompts(session, dir)
  }
}

async function reopen(dir: string, session: Session, stop: Stop): Promise<RunStore> {
  const store = await openRun(dir, whenFull(stop))
  const sessions: Manifest['sessions'] = [...store.manifest.sessions, { startedAt: new Date().toISOString() }]
  await store.saveManifest({ ...store.manifest, status: 'running', sessions, ...budgetOf(session) })
  return store
}

/** A full disk is waited out, until Ctrl-C for the second time. */
const whenFull = ({ signal }: Stop) => ({ onPause: notice, onResume: () => notice('writing again'), signal })

export function progressOf({ planned, arms }: Session, store: RunStore, i: number): ProgressArm {
  const total = planned.reduce((sum, { plan }) => sum + plan.n, 0) * store.manifest.epochs
  return { label: arms[i]?.endpoint.model.ref ?? '', total, done: store.finishedCount() }
}
