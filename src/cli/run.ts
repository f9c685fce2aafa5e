import { mkdir } from 'node:fs/promises'
import type { Manifest } from '../core/manifest.ts'
import type { RunResult } from '../core/run-result.ts'
import type { RunStore } from '../core/run-store.ts'
import { openRun } from '../store/open-run.ts'
import { checkCompareSettings } from './compare-options.ts'
import { execute } from './execute.ts'
import { batchStage, executeInBatches } from './execute-batches.ts'
import { finishRun, keepPrompts } from './finish.ts'
import { type Selection, selectBenchmarks } from './plugins.ts'
import { printPlan } from './print-plan.ts'
import type { Verb } from './program.ts'
import { makeProgress, notice, type ProgressArm } from './progress.ts'
import { resolveSettings } from './resolve-settings.ts'
import { resumable } from './resume.ts'
import { budgetOf, manifestsOf, runDir } from './run-manifest.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import { listenForStop, type Stop } from './signals.ts'
import { writeResults } from './write-results.ts'

const run: Verb = async (args, options) => {
  const settings = await resolveSettings(options)
  const selections = await selectBenchmarks(args)
  await checkCompareSettings(settings, selections)
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
export default run

async function runSuite(selection: Selection, settings: Settings, stop: Stop): Promise<number> {
  const resumed = settings.resume === undefined ? undefined : await resumable(selection, settings)
  const session = await openSession(
    resumed?.selection ?? selection,
    resumed?.settings ?? settings,
    stop.signal,
    resumed,
  )
  const stores: RunStore[] = []
  try {
    if (settings.dryRun) return printPlan(session)
    if (session.demo) notice(`DEMO: ${session.suite.demo?.provenance}`)
    if (resumed === undefined) stores.push(...(await createRuns(session, stop)))
    else for (const dir of await resumed.check(session)) stores.push(await reopen(dir, session, stop))
    const progress = await makeProgress(stores.map((store, i) => progressOf(session, store, i)))
    const stage = await batchStage(session, stores)
    const ending = await (stage === undefined
      ? execute(session, stores, stop, progress)
      : executeInBatches(session, stores, stop, progress, stage)
    ).finally(() => progress.stop())
    const benchmarks = new Map(session.planned.map(({ benchmark }) => [benchmark.name, benchmark]))
    const results: RunResult[] = []
    for (const store of stores) results.push(await finishRun(store, benchmarks, ending, new Date()))
    return await writeResults(session, stores, benchmarks, ending, results)
  } finally {
    for (const store of stores) await store.close()
    await session.close()
  }
}

export async function createRuns(session: Session, stop: Stop): Promise<RunStore[]> {
  const manifests = await manifestsOf(session, new Date())
  const stores: RunStore[] = []
  for (const manifest of manifests) {
    const dir = runDir(session.settings.out, manifest.id)
    await mkdir(dir, { recursive: true })
    stores.push(await openRun(dir, { create: manifest, ...whenFull(stop) }))
    await keepPrompts(session, dir)
  }
  return stores
}

export async function reopen(dir: string, session: Session, stop: Stop): Promise<RunStore> {
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
