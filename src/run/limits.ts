import { Meter } from '../analysis/meter.ts'
import { makeTally } from '../analysis/tally.ts'
import type { Cause } from '../core/cause.ts'
import type { Failure } from '../core/outcome.ts'
import type { JudgmentRecord, OutputRecord } from '../core/records.ts'
import type { RunResult } from '../core/run-result.ts'
import type { RunStore } from '../core/run-store.ts'
import { readLog } from '../files/read-log.ts'
import { toJudgment, toOutput } from '../store/run/checked-record.ts'
import { files } from '../store/run/run-files.ts'
import type { Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { Stop } from './stop.ts'

/** Failures of models and judges at most, as a share of the run, unless `--max-errors` says otherwise. */
export const DEFAULT_MAX_ERRORS = 0.05
/** Answers without a score at most, unless `--max-unscored` says otherwise. */
export const DEFAULT_MAX_UNSCORED = 0.5
/** Fewer failures than this say nothing of a rate. */
const LEAST_ERRORS = 10

/** Looks at what a run records, and stops it on too many errors or a spent budget. */
export interface Limits {
  output(arm: number, record: OutputRecord): void
  judgment(arm: number, record: JudgmentRecord): void
}

/** Earlier sessions count towards the budget: one that is spent already stops the run before its first request. */
export async function makeLimits(session: Session, stores: readonly RunStore[], stop: Stop): Promise<Limits> {
  const { maxErrors = DEFAULT_MAX_ERRORS, budgetTokens, budgetUsd, epochs = 1 } = session.settings
  const total = session.planned.reduce((sum, { plan }) => sum + plan.n, 0) * session.arms.length * epochs
  const isLimited = budgetTokens !== undefined || budgetUsd !== undefined
  const recorded = recordedOf(session)
  const meters: Meter[] = []
  for (const store of stores)
    meters.push(isLimited ? await meterOf(store, recorded) : new Meter(store.manifest, recorded))
  const failures = makeTally()
  let errors = 0

  const fail = (failure: Failure, of: Cause['of']): void => {
    errors++
    failures.push({ epochs: 1, errored: 0, notes: [], byEpoch: [], causes: [{ ...failure, of }] })
    if (errors <= LEAST_ERRORS || errors <= maxErrors * total) return
    const [cause] = failures.result().causes
    stop.stop({ code: 'too-many-errors', maxErrors, ...(cause && { cause }) })
  }

  const checkBudget = (): void => {
    const tokens = meters.reduce((sum, meter) => sum + meter.tokens, 0)
    const usd = meters.reduce((sum, meter) => sum + meter.usd, 0)
    const uncounted = meters.find(meter => meter.uncounted !== undefined)?.uncounted
    if (uncounted !== undefined) {
      stop.stop({ code: 'tokens-unknown', model: uncounted })
    } else if (budgetTokens !== undefined && tokens >= budgetTokens) {
      stop.stop({ code: 'tokens-spent', budget: budgetTokens, spent: tokens })
    } else if (budgetUsd !== undefined && usd >= budgetUsd) {
      stop.stop({ code: 'money-spent', budget: budgetUsd })
    }
  }
  if (isLimited) checkBudget()
  return {
    output(arm, record) {
      if (!record.outcome.ok) fail(record.outcome.error, 'model')
      if (!isLimited) return
      meters[arm]?.output(record)
      checkBudget()
    },
    judgment(arm, record) {
      if (!record.outcome.ok && record.outcome.error.of === 'judge') fail(record.outcome.error, 'judge')
      if (!isLimited) return
      meters[arm]?.judgment(record)
      checkBudget()
    },
  }
}

/**
 * Whether a run has too many failures to be believed: of models and judges, of answers that have no score, or a benchmark in
 * which nothing is scored. What a judge can't decide by its nature, and what people have still to rate, is no failure. A
 * demonstration with nothing scored at all is one that shows nothing.
 */
export function isUnreliable(
  runs: readonly { result: RunResult; epochs: number }[],
  { maxErrors = DEFAULT_MAX_ERRORS, maxUnscored = DEFAULT_MAX_UNSCORED }: Settings,
): boolean {
  const benchmarks = runs.flatMap(({ result, epochs }) => result.benchmarks.map(row => ({ ...row, epochs })))
  const total = benchmarks.reduce((sum, { n, epochs }) => sum + n * epochs, 0)
  const count = (...kinds: Cause['of'][]): number =>
    benchmarks
      .flatMap(({ causes = [] }) => causes)
      .reduce((sum, cause) => sum + (kinds.includes(cause.of) ? cause.count : 0), 0)
  // The answers of a demonstration were recorded: nothing can be done about some that a judge can't score.
  if (runs.every(({ result }) => result.run.demo))
    return (total > 0 && benchmarks.every(({ scored }) => scored === 0)) || count('judge') > maxErrors * total
  const isWaiting = (causes: readonly Cause[]): boolean => causes.every(cause => cause.of === 'pending')
  if (benchmarks.some(({ n, scored, causes = [] }) => n > 0 && scored === 0 && !isWaiting(causes))) return true
  return count('model', 'judge') > maxErrors * total || count('answer', 'judge') > maxUnscored * total
}

function recordedOf({ arms, tasks }: Session): ReadonlySet<string> {
  const judges = Array.from(tasks.values(), ({ judge }) => judge.endpoint)
  const models = [...arms.map(({ endpoint }) => endpoint), ...judges].flatMap(endpoint => endpoint?.model ?? [])
  return new Set(models.filter(({ recorded }) => recorded).map(({ ref }) => ref))
}

/** What all sessions of a run spent so far, read from its files: work that was done twice counts twice. */
export async function meterOf(
  { dir, manifest }: Pick<RunStore, 'dir' | 'manifest'>,
  recorded?: ReadonlySet<string>,
): Promise<Meter> {
  const meter = new Meter(manifest, recorded)
  for await (const entries of readLog(files.outputs(dir))) {
    for (const { record } of entries) if (record !== undefined) meter.output(toOutput(record, dir))
  }
  for await (const entries of readLog(files.judgments(dir))) {
    for (const { record } of entries) if (record !== undefined) meter.judgment(toJudgment(record, dir))
  }
  return meter
}
