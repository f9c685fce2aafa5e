import { mkdir } from 'node:fs/promises'
import type { Manifest } from '../core/manifest.ts'
import type { RunStore } from '../core/run-store.ts'
import { openRun } from '../store/open-run.ts'
import { execute } from './execute.ts'
import { finishRun, keepPrompts } from './finish.ts'
import { loadConfig } from './load-config.ts'
import { type Selection, selectBenchmarks } from './plugins.ts'
import { printPlan } from './print-plan.ts'
import type { Verb } from './program.ts'
import { makeProgress, notice, type ProgressArm } from './progress.ts'
import { resumable } from './resume.ts'
import { manifestsOf, runDir } from './run-manifest.ts'
import { openSession, type Session } from './session.ts'
import { parseSettings, type Settings } from './settings.ts'
import { listenForStop, type Stop } from './signals.ts'
import { writeResults } from './write-results.ts'

const run: Verb = async (args, options) => {
  const cli = parseSettings(options, 'command line')
  const settings = { ...(await loadConfig(process.cwd(), cli.config)), ...cli }
  const selections = await selectBenchmarks(args)
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
  const session = await openSession(resumed?.selection ?? selection, resumed?.settings ?? settings, stop.signal)
  const stores: RunStore[] = []
  try {
    if (settings.dryRun) return printPlan(session)
    if (session.demo) notice(`DEMO: ${session.suite.demo?.provenance}`)
    if (resumed === undefined) stores.push(...(await createRuns(session)))
    else for (const dir of await resumed.check(session)) stores.push(await reopen(dir))
    const arms = await Promise.all(stores.map((store, i) => progressOf(session, store, i, resumed !== undefined)))
    const progress = await makeProgress(arms)
    const ending = await execute(session, stores, stop, progress).finally(() => progress.stop())
    const benchmarks = new Map(session.planned.map(({ benchmark }) => [benchmark.name, benchmark]))
    for (const store of stores) await finishRun(store, benchmarks, ending, new Date())
    return await writeResults(session, stores, benchmarks, ending)
  } finally {
    for (const store of stores) await store.close()
    await session.close()
  }
}

async function createRuns(session: Session): Promise<RunStore[]> {
  const manifests = await manifestsOf(session, new Date())
  const stores: RunStore[] = []
  for (const manifest of manifests) {
    const dir = runDir(session.settings.out, manifest.id)
    await mkdir(dir, { recursive: true })
    stores.push(await openRun(dir, { create: manifest, onPause: notice }))
    await keepPrompts(session, dir)
  }
  return stores
}

async function reopen(dir: string): Promise<RunStore> {
  const store = await openRun(dir, { onPause: notice })
  const sessions: Manifest['sessions'] = [...store.manifest.sessions, { startedAt: new Date().toISOString() }]
  await store.saveManifest({ ...store.manifest, status: 'running', sessions })
  return store
}

async function progressOf(
  { planned, arms }: Session,
  store: RunStore,
  i: number,
  resumed: boolean,
): Promise<ProgressArm> {
  const total = planned.reduce((sum, { plan }) => sum + plan.n, 0) * store.manifest.epochs
  return { label: arms[i]?.endpoint.model.ref ?? '', total, done: resumed ? await finishedIn(store) : 0 }
}

async function finishedIn(store: RunStore): Promise<number> {
  let finished = 0
  for await (const { benchmark, id } of store.samples()) {
    for (let epoch = 1; epoch <= store.manifest.epochs; epoch++) {
      const work = { benchmark, sampleId: id, epoch }
      if (store.outputState(work) === 'done' && store.judgmentState(work) === 'done') finished++
    }
  }
  return finished
}
