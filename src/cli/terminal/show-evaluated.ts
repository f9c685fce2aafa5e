import { ExitCode } from '../../core/errors.ts'
import { words } from '../../report/words.ts'
import type { Evaluated, EvaluatedRuns } from '../../run/conclude.ts'
import type { Context } from '../../run/context.ts'
import { neededBy, reasonText } from '../../run/event-words.ts'
import { type Place, resumeCommand } from '../../run/resume-command.ts'
import type { Settings } from '../../run/settings.ts'
import { printJson } from './print-json.ts'
import { showReport } from './show-report.ts'

/** Prints what came of a suite: its report, or how to go on. Resolves with the exit code. */
export async function showEvaluated(evaluated: Evaluated, settings: Settings, context: Context): Promise<number> {
  const { json = false, lang = 'en' } = settings
  if (evaluated.kind === 'dry-run') {
    printJson(evaluated.plan)
    return ExitCode.ok
  }
  sayCost(evaluated)
  switch (evaluated.kind) {
    case 'interrupted': {
      const { reason } = evaluated
      process.stderr.write(`Stopped: ${reasonText(reason)}. All answers so far are saved. Continue with:\n`)
      process.stderr.write(`  ${resumeOf(evaluated, settings, context, neededBy(reason))}\n`)
      return reason.code === 'interrupted' ? ExitCode.interrupted : ExitCode.tooManyErrors
    }
    case 'unrated':
      showUnrated(evaluated, json)
      break
    case 'complete': {
      sayFailed(evaluated, settings, context)
      const { input, path } = evaluated.report
      await showReport({ input }, { lang, json }, context)
      if (!json) process.stdout.write(`\n${words[lang].report}${words[lang].colon}${path}\n`)
    }
  }
  return evaluated.tooManyErrors ? ExitCode.tooManyErrors : ExitCode.ok
}

function sayCost({ runs }: EvaluatedRuns): void {
  const costs = runs.flatMap(({ manifest }) => manifest.cost ?? [])
  const [first] = costs
  if (first === undefined) return
  const usd = costs.reduce((sum, cost) => sum + cost.usd, 0)
  process.stderr.write(`Cost: $${usd.toFixed(usd < 1 ? 4 : 2)} by prices of ${first.priceDate}\n`)
}

/** Failed requests are counted in the report and scored nowhere; a resume asks them again, and only them. */
function sayFailed(evaluated: EvaluatedRuns, place: Place, context: Context): void {
  const { failed } = evaluated
  if (failed === 0) return
  process.stderr.write(`${failed} failed and ${failed === 1 ? 'was' : 'were'} not scored. Retry with:\n`)
  process.stderr.write(`  ${resumeOf(evaluated, place, context)}\n`)
}

function resumeOf({ suite, runs }: EvaluatedRuns, place: Place, context: Context, more: string[] = []): string {
  return resumeCommand({ suite, dir: runs[0]?.dir ?? '' }, place, context, more)
}

/** The answers are there, and people's turn has come. */
function showUnrated({ suite, unrated }: Extract<Evaluated, { kind: 'unrated' }>, json: boolean): void {
  const { runs, next } = unrated
  if (json) {
    printJson({ schemaVersion: 1, status: 'not-rated', runs, next })
    return
  }
  const lines = runs.map(({ model, answers, id }) => `  ${answers} answers of ${model}  ${id}`)
  const head = `${suite}: answers collected; no ratings yet.`
  process.stdout.write([head, ...lines, '', ...next, ''].join('\n'))
}
