import { basename, join } from 'node:path'
import type { ReportInput } from '../../core/report.ts'
import { makeFolder } from '../../files/make-folder.ts'
import type { Selection } from '../../registry/registry.ts'
import { readManifest } from '../../store/run/run-files.ts'
import type { Evaluated } from '../conclude.ts'
import { at, type Context } from '../context.ts'
import { evaluate } from '../evaluate.ts'
import type { StopReason } from '../events.ts'
import { meterOf } from '../limits.ts'
import { openRunAt } from '../open-runs.ts'
import { runsFolder } from '../run-manifest.ts'
import type { Settings } from '../settings.ts'
import { writeReport } from '../write-report.ts'
import { budgetIn, newSweep, readSweep, type Sweep, writeSweep } from './sweep.ts'
import { allTogether } from './together.ts'

/** What came of a suite: evaluated now, or complete since an earlier session. */
export type SuiteDone =
  | { suite: string; how: 'evaluated'; evaluated: Exclude<Evaluated, { kind: 'dry-run' }> }
  | { suite: string; how: 'kept' }

export interface AllEvaluated {
  done: SuiteDone[]
  /** Suites that were not begun, after an interruption or with the budget spent. */
  notRun: string[]
  reason?: StopReason
  /** All complete suites as one table; absent where there is none. */
  report?: { input: ReportInput; path: string }
  failed: number
  tooManyErrors: boolean
}

/**
 * Runs one suite after the other and puts what is complete into one table. The budget is that of all of them. A resume keeps complete suites,
 * goes on with the one that was interrupted, and begins the others.
 */
export async function evaluateAll(
  selections: readonly Selection[],
  settings: Settings,
  context: Context,
): Promise<AllEvaluated> {
  const { report, resume, ...own } = settings
  const folder = runsFolder(context, settings.out)
  const sweep = resume === undefined ? newSweep(settings, context.now()) : await readSweep(folder, settings)
  sweep.budget = { ...sweep.budget, ...budgetIn(settings) }
  await makeFolder(folder)
  await writeSweep(folder, sweep)
  const done: SuiteDone[] = []
  let reason: StopReason | undefined
  for (const selection of selections) {
    const suite = selection.suite.name
    const earlier = await stateOf(sweep, suite, folder)
    if (earlier === 'complete') {
      done.push({ suite, how: 'kept' })
      continue
    }
    const left = await budgetLeft(sweep, suite, folder)
    reason = left.spent ?? (context.stopping.aborted ? { code: 'interrupted' } : undefined)
    if (reason !== undefined) break
    const [first] = sweep.runs[suite] ?? []
    const again = earlier === 'unfinished' && first !== undefined ? { resume: first } : {}
    const noting = noteRuns(sweep, suite, folder, context)
    for await (const evaluated of evaluate([selection], { ...own, ...left.budget, ...again }, noting.context)) {
      if (evaluated.kind === 'dry-run') throw new Error('a dry run of all suites is its plan')
      done.push({ suite, how: 'evaluated', evaluated })
      // A suite whose model or judge fails too often says nothing of the next one.
      if (evaluated.kind === 'interrupted' && evaluated.reason.code !== 'too-many-errors') reason = evaluated.reason
    }
    await noting.written()
    if (reason !== undefined) break
  }
  const begun = new Set(done.map(one => one.suite))
  const finished = done.flatMap(one => (one.how === 'kept' || one.evaluated.kind === 'complete' ? one.suite : []))
  const together = await reportOf(finished, sweep, folder, settings, context)
  if (together !== undefined && report !== undefined)
    await writeReport({ input: together }, at(context, report), { lang: settings.lang ?? 'en' }, context)
  const evaluated = done.flatMap(one => (one.how === 'evaluated' ? one.evaluated : []))
  return {
    done,
    notRun: selections.map(({ suite }) => suite.name).filter(name => !begun.has(name)),
    ...(reason && { reason }),
    ...(together && { report: { input: together, path: report ?? join(folder, 'all.md') } }),
    failed: evaluated.reduce((sum, one) => sum + one.failed, 0),
    tooManyErrors: evaluated.some(one => one.tooManyErrors),
  }
}

/** A run is the sweep's as soon as it is there: what ends this process meanwhile can't lose it. `written` is settled with the file. */
function noteRuns(sweep: Sweep, suite: string, folder: string, context: Context) {
  let written = Promise.resolve()
  const onEvent: Context['onEvent'] = event => {
    if (event.type === 'started') {
      sweep.runs[suite] = event.arms.map(({ id }) => id)
      written = writeSweep(folder, sweep)
      // Whoever waits for it is told.
      written.catch(() => undefined)
    }
    context.onEvent(event)
  }
  return { context: { ...context, onEvent }, written: () => written }
}

async function stateOf(sweep: Sweep, suite: string, folder: string): Promise<'complete' | 'unfinished' | undefined> {
  const ids = sweep.runs[suite]
  if (ids === undefined) return undefined
  const manifests = await Promise.all(ids.map(id => readManifest(join(folder, id))))
  return manifests.every(({ status }) => status === 'complete') ? 'complete' : 'unfinished'
}

/** What the other suites have left of the budget. */
async function budgetLeft(
  sweep: Sweep,
  suite: string,
  folder: string,
): Promise<{ budget: Pick<Settings, 'budgetTokens' | 'budgetUsd'>; spent?: StopReason }> {
  const { tokens: budgetTokens, usd: budgetUsd } = sweep.budget
  if (budgetTokens === undefined && budgetUsd === undefined) return { budget: {} }
  let [tokens, usd] = [0, 0]
  for (const id of Object.entries(sweep.runs).flatMap(([name, ids]) => (name === suite ? [] : ids))) {
    const dir = join(folder, id)
    const meter = await meterOf({ dir, manifest: await readManifest(dir) })
    tokens += meter.tokens
    usd += meter.usd
  }
  if (budgetTokens !== undefined && tokens >= budgetTokens)
    return { budget: {}, spent: { code: 'tokens-spent', budget: budgetTokens, spent: tokens } }
  if (budgetUsd !== undefined && usd >= budgetUsd)
    return { budget: {}, spent: { code: 'money-spent', budget: budgetUsd } }
  return {
    budget: {
      ...(budgetTokens !== undefined && { budgetTokens: budgetTokens - tokens }),
      ...(budgetUsd !== undefined && { budgetUsd: budgetUsd - usd }),
    },
  }
}

async function reportOf(
  suites: readonly string[],
  sweep: Sweep,
  folder: string,
  settings: Settings,
  context: Context,
): Promise<ReportInput | undefined> {
  if (suites.length === 0) return undefined
  const runs = await Promise.all(
    suites.map(suite =>
      Promise.all((sweep.runs[suite] ?? []).map(id => openRunAt(join(folder, basename(id)), context))),
    ),
  )
  const input = await allTogether(runs, settings, context)
  await writeReport({ input }, join(folder, 'all.md'), { lang: settings.lang ?? 'en' }, context)
  return input
}
