import type { Visited } from '../../run/batch-session.ts'
import type { Context } from '../../run/context.ts'
import type { Settings } from '../../run/settings.ts'
import { showEvaluated } from './show-evaluated.ts'

/** Waiting for answers is no failure; what is to be done has been said. */
export const showVisit = async (
  { evaluated }: Visited<unknown>,
  settings: Settings,
  context: Context,
): Promise<number> =>
  evaluated.kind === 'interrupted' && evaluated.reason.code === 'waiting'
    ? 0
    : showEvaluated(evaluated, settings, context)
