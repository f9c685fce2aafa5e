import { detectors } from '../behaviour/detectors.ts'
import { measureBehaviour } from '../behaviour/measure.ts'
import { makeObserver } from '../behaviour/observe.ts'
import { observedRun } from '../behaviour/observed-run.ts'
import { XevalError } from '../core/errors.ts'
import type { BehaviourInput } from '../core/report.ts'
import type { Context } from './context.ts'
import { type OpenedRun, openRuns } from './open-runs.ts'

/** How the answers of one run behave, or of two, before and after. Runs describe themselves: their suite may be gone. */
export async function behaviourOf(
  names: readonly string[],
  out: string | undefined,
  context: Context,
): Promise<BehaviourInput> {
  if (names.length > 2) {
    throw new XevalError('bad-option', `behaviour takes one run or two, got ${names.length}`, {
      hint: 'One run: xeval behaviour RUN. Two: xeval behaviour BEFORE AFTER.',
    })
  }
  const runs = await openRuns(names, out, context, { answersOnly: true, partial: true })
  if (runs.length === 2 && runs[0]?.manifest.id === runs[1]?.manifest.id) {
    throw new XevalError('bad-option', `${runs[0]?.manifest.id} is named twice`, {
      hint: 'Pass one run or two different runs.',
    })
  }
  return { kind: 'behaviour', behaviour: await behaviourIn(runs) }
}

/** The same of runs that are open. */
export async function behaviourIn(runs: readonly OpenedRun[]) {
  const observer = makeObserver(detectors)
  const [before, after] = runs.map(run => observedRun(run, observer, hasScores(run)))
  if (before === undefined) throw new Error('behaviour needs a run')
  return measureBehaviour([before, after], { detectors, observer })
}

/** Scores that can be neither read nor drawn are left out: behaviour is of the answers. */
function hasScores(run: OpenedRun): boolean {
  try {
    run.scores()
    return true
  } catch (error) {
    if (XevalError.is(error)) return false
    throw error
  }
}
