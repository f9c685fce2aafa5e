import { XevalError } from '../core/errors.ts'
import { withAnalyses } from '../report/result-document.ts'
import type { Evaluated } from '../run/conclude.ts'
import { type Context, makeContext } from '../run/context.ts'
import { evaluate } from '../run/evaluate.ts'
import { isTaskFile } from '../run/named-plugins.ts'
import { selectRun } from '../run/select-run.ts'
import { parseSettings } from '../run/settings.ts'
import type { EvaluatedRun, EvaluationResult } from './evaluation-result.ts'
import { type PluginsGiven, registryWith } from './plugins.ts'

/** Runs the one suite that the names are of. `given` are settings as the caller wrote them. */
export async function evaluateSuite(
  suite: string | readonly string[],
  given: object,
  plugins: PluginsGiven,
  tasks: readonly unknown[],
  world: Omit<Partial<Context>, 'registry' | 'cwd'> & Pick<Context, 'cwd'>,
): Promise<EvaluationResult> {
  const names = typeof suite === 'string' ? [suite] : suite
  const registry = await registryWith([...plugins, ...names.filter(isTaskFile)], world.cwd, tasks)
  const context = makeContext({ ...world, registry })
  const { signal } = context
  signal.throwIfAborted()
  for (const name of ['json', 'dryRun', 'config', 'plugin']) if (name in given) throw notFromCode(name)
  const settings = parseSettings(given)
  const selections = await selectRun(
    names.map(name => registry.tasks.get(name) ?? name),
    settings,
    context,
  )
  const [selection, another] = selections
  if (selection === undefined || another !== undefined) throw notOneSuite(selections.map(({ suite }) => suite.name))
  for await (const evaluated of evaluate(selections, settings, context)) return resultOf(evaluated)
  // Stopped before it began.
  const reason = { code: 'interrupted' } as const
  return { status: 'interrupted', suite: selection.suite.name, runs: [], failed: 0, tooManyErrors: false, reason }
}

function resultOf(evaluated: Evaluated): EvaluationResult {
  if (evaluated.kind === 'dry-run') throw new Error('evaluate has no dry run')
  const { suite, failed, tooManyErrors } = evaluated
  const done = { suite, failed, tooManyErrors, runs: runsOf(evaluated) }
  switch (evaluated.kind) {
    case 'interrupted':
      return { ...done, status: 'interrupted', reason: evaluated.reason }
    case 'unrated':
      return { ...done, status: 'unrated', next: evaluated.unrated.next }
    case 'complete': {
      const { input, path } = evaluated.report
      const compared = input.kind === 'comparison' && { comparison: withAnalyses(input.comparison, input.analyses) }
      return { ...done, status: 'complete', report: path, ...compared }
    }
  }
}

const runsOf = ({ runs, results }: Exclude<Evaluated, { kind: 'dry-run' }>): EvaluatedRun[] =>
  runs.map(({ id, dir, manifest }, i) => {
    const metrics = results[i]
    if (metrics === undefined) throw new Error('each run has its results')
    return { id, dir, manifest, metrics }
  })

const notFromCode = (name: string): XevalError =>
  new XevalError('bad-option', `${name}: evaluate does not accept this option; only the command line does`, {
    hint: 'A config file is a module: import it and spread it into the options.',
  })

const notOneSuite = (suites: readonly string[]): XevalError =>
  suites.length === 0
    ? new XevalError('bad-option', 'suite: no suite or benchmark given', { hint: '`xeval list suites` shows them.' })
    : new XevalError('bad-option', `suite: the benchmarks belong to several suites: ${suites.join(', ')}`, {
        hint: 'Call evaluate once per suite; any number of evaluations can run at the same time.',
      })
