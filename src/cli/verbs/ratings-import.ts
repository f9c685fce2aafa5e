import { XevalError } from '../../core/errors.ts'
import { formatProblem, importRatings } from '../../ratings/import-ratings.ts'
import { parseScale } from '../../ratings/rating.ts'
import { rateSteps } from '../../run/rate-steps.ts'
import { scoreRated } from '../../run/score-run.ts'
import { knownStudy, openRated, parseRatingOptions } from '../options/rating-options.ts'
import type { Verb } from '../program.ts'

const importing: Verb = async (args, options) => {
  const parsed = parseRatingOptions(options)
  const { from = [], scale, rater = [], pseudonyms = false, partial = false, mode } = parsed
  const [name, another] = rater
  if (from.length === 0 || another !== undefined) {
    throw new XevalError('bad-option', 'ratings import needs sheets, and one --rater at most', {
      hint: `xeval ratings import ${args.join(' ')} --from sheets/*.csv`,
    })
  }
  const { dirs, answers, names } = await openRated(args, parsed)
  const study = await knownStudy(dirs.after, answers, mode)
  const plan = await importRatings(from, dirs, {
    study,
    at: new Date().toISOString(),
    pseudonyms,
    partial,
    ...(scale !== undefined && { scale: parseScale(scale) }),
    ...(name !== undefined && { rater: name }),
  })
  if (plan.records.length > 0) await scoreRated(dirs)
  for (const warning of plan.warnings) process.stderr.write(`Note: ${warning}\n`)
  for (const problem of plan.problems) process.stderr.write(`left out: ${formatProblem(problem)}\n`)
  const { records, already, missing, problems } = plan
  if (parsed.json) {
    const counts = { imported: records.length, already, missing, problems, warnings: plan.warnings }
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...counts }, null, 2)}\n`)
    return 0
  }
  process.stdout.write(
    `${records.length} ratings imported, ${already} there already, ${missing} cells empty, ${problems.length} left out.\n`,
  )
  process.stdout.write(`${rateSteps(names).at(-1)}\n`)
  return 0
}
export default importing
