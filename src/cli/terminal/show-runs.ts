import type { PairSettings, Settings } from '../../core/settings.ts'
import type { Context } from '../../run/context.ts'
import { openRuns } from '../../run/open-runs.ts'
import { reportMaterial } from '../../run/report-material.ts'
import { flipsBeside } from '../../run/write-report.ts'
import { holdNursery } from '../process/hold-nursery.ts'
import { sayNotices } from './notices.ts'
import { type Shown, showReport } from './show-report.ts'

/** Prints or writes a report of runs by name, with the flips of two beside the file that `-o` names. */
export async function showRuns(
  names: readonly string[],
  options: Shown & PairSettings & Pick<Settings, 'out'> & { overlap?: string },
  context: Context,
  { usual = 'terminal', partial = false }: { usual?: string; partial?: boolean } = {},
): Promise<number> {
  holdNursery()
  const told = { ...context, onEvent: sayNotices }
  const runs = await openRuns(names, options.out, told, { partial })
  const flipsFile = options.output === undefined ? undefined : flipsBeside(options.output)
  await showReport(
    await reportMaterial(runs, options, told, { ...(flipsFile !== undefined && { flipsFile }) }),
    options,
    context,
    usual,
  )
  return 0
}
