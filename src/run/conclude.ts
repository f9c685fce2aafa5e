import { join } from 'node:path'
import { isMetricFailed } from '../analysis/score.ts'
import { summariseRun } from '../analysis/summarise-run.ts'
import type { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import type { ReportInput } from '../core/report.ts'
import type { RunResult } from '../core/run-result.ts'
import type { RunStore } from '../core/run-store.ts'
import { at } from './context.ts'
import type { DryPlan } from './dry-plan.ts'
import type { Ending, StopReason } from './events.ts'
import { finishRun } from './finish.ts'
import { isUnreliable } from './limits.ts'
import { openRunAt } from './open-runs.ts'
import { isUnrated, judgedByPeople } from './rated-runs.ts'
import { reportMaterial } from './report-material.ts'
import type { Session } from './session.ts'
import { type Unrated, unratedOf } from './unrated.ts'
import { writeReport } from './write-report.ts'

/** What came of a suite: a plan of what would have been sent, or runs. */
export type Evaluated =
  | { kind: 'dry-run'; plan: DryPlan }
  /** Stopped before all was done; a resume goes on. */
  | (EvaluatedRuns & { kind: 'interrupted'; reason: StopReason })
  /** People are to judge the answers, and nobody has yet. */
  | (EvaluatedRuns & { kind: 'unrated'; unrated: Unrated })
  | (EvaluatedRuns & { kind: 'complete'; report: { input: ReportInput; path: string } })

export interface EvaluatedRuns {
  suite: string
  /** One, or before and after. */
  runs: { id: string; dir: string; manifest: Manifest }[]
  results: RunResult[]
  /** Pieces of work that failed: counted, scored nowhere, and asked again by a resume. */
  failed: number
  /** Whether more failed than `maxErrors` allows, more is unscored than `maxUnscored` does, or a benchmark has nothing scored. */
  tooManyErrors: boolean
}

/** Draws the figures out of the runs, closes their manifests, and writes the report beside the last one. */
export async function conclude(
  session: Session,
  stores: readonly RunStore[],
  ending: Ending,
  /** That was done by an earlier session: the runs are only read. */
  { isDone = false } = {},
): Promise<Evaluated> {
  const { settings, context, suite } = session
  const benchmarks = new Map(session.planned.map(({ benchmark }) => [benchmark.name, benchmark]))
  const results: RunResult[] = []
  const broken: XevalError[] = []
  for (const store of stores) {
    try {
      results.push(
        isDone
          ? await summariseRun(await openRunAt(store.dir, context))
          : await finishRun(store, { suite, benchmarks }, ending, context.now()),
      )
    } catch (error) {
      if (!isMetricFailed(error)) throw error
      broken.push(error)
    }
  }
  const [failure] = broken
  if (failure !== undefined) throw failure
  const evaluated = evaluatedRuns(session, stores, results)
  if (ending.status === 'interrupted') return { kind: 'interrupted', ...evaluated, reason: ending.reason }
  const last = stores.at(-1)
  if (last === undefined) throw new Error('a session has a run')
  const runs = await Promise.all(stores.map(({ dir }) => openRunAt(dir, context, { justDrawn: true })))
  const rated = await judgedByPeople(runs)
  if (rated !== undefined && isUnrated(rated)) {
    return { kind: 'unrated', ...evaluated, unrated: unratedOf(runs, rated) }
  }
  const flipsFile = join(last.dir, 'flips.jsonl')
  // If nothing can be compared, the report says why, and the exit code that it is no result.
  const material = await reportMaterial(runs, { ...settings, allowNothing: true }, context, { flipsFile, results })
  const path = join(last.dir, 'report.md')
  const lang = settings.lang ?? 'en'
  await writeReport(material, path, { lang }, context)
  if (settings.report !== undefined) await writeReport(material, at(context, settings.report), { lang }, context)
  return { kind: 'complete', ...evaluated, report: { input: material.input, path: settings.report ?? path } }
}

const evaluatedRuns = (
  { suite, settings }: Session,
  stores: readonly RunStore[],
  results: RunResult[],
): EvaluatedRuns => ({
  suite: suite.name,
  runs: stores.map(({ dir, manifest }) => ({ id: manifest.id, dir, manifest })),
  results,
  failed: stores.reduce((sum, store) => sum + store.sampleCount() * store.manifest.epochs - store.finishedCount(), 0),
  tooManyErrors: isUnreliable(
    results.map((result, i) => ({ result, epochs: stores[i]?.manifest.epochs ?? 1 })),
    settings,
  ),
})
