import { differencesOf } from '../analysis/differences.ts'
import { XevalError } from '../core/errors.ts'
import type { Mode, RatedAnswer, Study } from '../ratings/study.ts'
import { openStudy } from '../ratings/study-file.ts'
import type { Context } from './context.ts'
import { openRuns } from './open-runs.ts'
import { runName } from './rate-steps.ts'
import { type RatedRuns, readRatedRuns } from './rated-runs.ts'

/** Runs as their raters see them, by their names for the next command. */
export interface OpenRated extends RatedRuns {
  names: string[]
}

/**
 * One run, or before and after. In what the two differ besides their models is a notice: raters' time is dear, and what `compare`
 * would refuse is said before they rate.
 */
export async function openRated(
  args: readonly string[],
  out: string | undefined,
  context: Context,
): Promise<OpenRated> {
  const runs = await openRuns(args, out, context, { answersOnly: true })
  const [before, after] = runs.map(({ manifest }) => manifest)
  if (before !== undefined && before.id === after?.id) {
    throw new XevalError('bad-option', `${before.id} is named twice`, { hint: 'Pass one run or two different runs.' })
  }
  const differences = before === undefined || after === undefined ? [] : differencesOf(before, after)
  for (const { message } of differences) context.onEvent({ type: 'notice', notice: { code: 'runs-differ', message } })
  return { ...(await readRatedRuns(runs)), names: runs.map(runName) }
}

/** The study that was made of these answers: in the mode that is asked for, or the one that there is. */
export async function knownStudy(runDir: string, answers: readonly RatedAnswer[], mode?: Mode): Promise<Study> {
  const open = (wanted: Mode) => openStudy({ runDir, mode: wanted, raters: [], answers })
  if (mode !== undefined) return open(mode)
  try {
    return await open('absolute')
  } catch (error) {
    if (!XevalError.is(error) || error.code !== 'no-study') throw error
    return open('pairwise')
  }
}

/** The study of these answers for these raters; with nobody named, for those that were asked before, or for one. */
export async function studyFor({ dirs, answers }: RatedRuns, raters: readonly string[], mode: Mode): Promise<Study> {
  const open = (raters: readonly string[]) => openStudy({ runDir: dirs.after, mode, raters, answers })
  return open(raters).catch(error => {
    if (!XevalError.is(error) || error.code !== 'no-study') throw error
    return open(['R1'])
  })
}
