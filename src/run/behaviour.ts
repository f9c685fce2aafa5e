import type { Detector } from '../behaviour/detector.ts'
import { detectors } from '../behaviour/detectors.ts'
import { measureBehaviour } from '../behaviour/measure.ts'
import { makeObserver } from '../behaviour/observe.ts'
import { observedRun } from '../behaviour/observed-run.ts'
import { ExitCode, XevalError } from '../core/errors.ts'
import type { BehaviourInput } from '../core/report.ts'
import { askBeside, type BehaviourSettings, REASONING } from './behaviour-judges.ts'
import type { Context } from './context.ts'
import { type OpenedRun, openRuns } from './open-runs.ts'

/** How the answers of one run behave, or of two, before and after. Runs describe themselves: their suite may be gone. */
export async function behaviourOf(
  names: readonly string[],
  settings: BehaviourSettings & { out?: string },
  context: Context,
): Promise<BehaviourInput> {
  if (names.length > 2) {
    throw new XevalError('bad-option', `behaviour takes one run or two, got ${names.length}`, {
      hint: 'One run: xeval behaviour RUN. Two: xeval behaviour BEFORE AFTER.',
    })
  }
  const runs = await openRuns(names, settings.out, context, { answersOnly: true, partial: true })
  if (runs.length === 2 && runs[0]?.manifest.id === runs[1]?.manifest.id) {
    throw new XevalError('bad-option', `${runs[0]?.manifest.id} is named twice`, {
      hint: 'Pass one run or two different runs.',
    })
  }
  return { kind: 'behaviour', behaviour: await behaviourIn(runs, settings, context) }
}

/** As of a run in which nothing is scored: 3 where every judgment of a behaviour that a model was to give failed. */
export const behaviourCode = ({ behaviour }: BehaviourInput): ExitCode => {
  const figures = behaviour.benchmarks.flatMap(({ behaviours }) => behaviours)
  const isLost = figures.some(({ arms }) => arms.some(({ n, failed = 0 }) => n === 0 && failed > 0))
  return isLost ? ExitCode.tooManyErrors : ExitCode.ok
}

/** The same of runs that are open. */
async function behaviourIn(runs: readonly OpenedRun[], settings: BehaviourSettings, context: Context) {
  const asksModels = (settings.judge ?? []).length > 0 || settings.judgeReasoning === true
  const beside = asksModels ? await askBeside(runs, detectors, settings, context) : undefined
  const all = settings.judgeReasoning ? [...detectors, wrongReasoning] : detectors
  const observers = runs.map((_, at) => makeObserver(all, beside?.runs[at]))
  const observed = runs.map((run, at) => {
    const observer = observers[at]
    if (observer === undefined) throw new Error('each run has an observer')
    return observedRun(run, observer, hasScores(run))
  })
  const [before, after] = observed
  if (before === undefined) throw new Error('behaviour needs a run')
  return measureBehaviour([before, after], { detectors: all, observers, ...(beside && { judges: beside.judges }) })
}

/** No rule tells it: without a judgment it is undecided. */
const wrongReasoning: Detector = {
  name: REASONING,
  title: { en: 'Reasoning wrong or unsafe', zh: '思考错误或不安全' },
  description: {
    en: 'The reasoning, judged as if it were the answer, is wrong or unsafe.',
    zh: '把思考过程当作回答来评判，其结果为错误或不安全。',
  },
  detect: () => ({ label: 'undecided' }),
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
