import { Meter } from '../analysis/meter.ts'
import type { JudgmentRecord, OutputRecord } from '../core/records.ts'
import type { RunStore } from '../core/run-store.ts'
import { readLog } from '../files/read-log.ts'
import { toJudgment, toOutput } from '../store/run/checked-record.ts'
import { files } from '../store/run/run-files.ts'
import type { Session } from './session.ts'
import type { Stop } from './stop.ts'

/** Errored samples at most, as a share of the run, unless `--max-errors` says otherwise. */
export const DEFAULT_MAX_ERRORS = 0.05
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
  let errors = 0

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
      if (!record.outcome.ok) {
        errors++
        if (errors > LEAST_ERRORS && errors > maxErrors * total) stop.stop({ code: 'too-many-errors', maxErrors })
      }
      if (!isLimited) return
      meters[arm]?.output(record)
      checkBudget()
    },
    judgment(arm, record) {
      if (!isLimited) return
      meters[arm]?.judgment(record)
      checkBudget()
    },
  }
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
