import { XevalError } from '../../core/errors.ts'
import { shellWords } from '../../core/shell-words.ts'
import { formatProblem, importRatings } from '../../ratings/import-ratings.ts'
import { parseScale } from '../../ratings/rating.ts'
import { knownStudy } from '../../run/open-rated.ts'
import { rateSteps } from '../../run/rate-steps.ts'
import { scoreRated } from '../../run/score-run.ts'
import { openNamed, parseRatingOptions } from '../options/rating-options.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'
import { printJson } from '../terminal/print-json.ts'

const importing: Verb = async (args, options) => {
  const parsed = parseRatingOptions(options)
  const { from = [], scale, rater = [], pseudonyms = false, partial = false, mode } = parsed
  const [name, another] = rater
  if (from.length === 0 || another !== undefined) {
    throw new XevalError('bad-option', 'ratings import needs sheets, and one --rater at most', {
      hint: `xeval ratings import ${shellWords(args)} --from sheets/*.csv`,
    })
  }
  const { dirs, answers, names } = await openNamed(args, parsed)
  const study = await knownStudy(dirs.after, answers, mode)
  const plan = await importRatings(from, dirs, {
    study,
    at: new Date().toISOString(),
    pseudonyms,
    partial,
    ...(scale !== undefined && { scale: parseScale(scale) }),
    ...(name !== undefined && { rater: name }),
  })
  if (plan.records.length > 0) await scoreRated(dirs, commandContext())
  for (const warning of plan.warnings) process.stderr.write(`Note: ${warning}\n`)
  for (const problem of plan.problems) process.stderr.write(`left out: ${formatProblem(problem)}\n`)
  const { records, already, missing, problems } = plan
  if (parsed.json) {
    const counts = { imported: records.length, already, missing, problems, warnings: plan.warnings }
    printJson({ schemaVersion: 1, ...counts })
    return 0
  }
  process.stdout.write(
    `${records.length} ratings imported, ${already} there already, ${missing} cells empty, ${problems.length} left out.\n`,
  )
  process.stdout.write(`${rateSteps(names).at(-1)}\n`)
  return 0
}
export default importing
