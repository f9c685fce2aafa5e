import { XevalError } from '../../core/errors.ts'
import { json } from '../../core/options/output.ts'
import { importOptions, modeOptions, ratedArguments } from '../../core/options/ratings.ts'
import { shellWords } from '../../core/shell-words.ts'
import { defineVerb } from '../define-verb.ts'
import { openNamed } from '../terminal/open-rated.ts'
import { printJson } from '../terminal/print-json.ts'

export const ratingsImport = defineVerb({
  name: 'ratings import',
  help: 'read filled sheets into the runs, all or nothing',
  arguments: ratedArguments,
  options: { ...importOptions, ...modeOptions, json },
  async action(runs, { from = [], scale, rater = [], pseudonyms = false, partial = false, mode, json, out }, context) {
    const [name, another] = rater
    if (from.length === 0 || another !== undefined) {
      throw new XevalError('bad-option', 'ratings import needs sheets, and takes at most one --rater', {
        hint: `xeval ratings import ${shellWords(runs.filter(run => run !== undefined))} --from sheets/*.csv`,
      })
    }
    const { dirs, answers, names } = await openNamed(runs, out, context)
    const [{ formatProblem, importRatings }, { parseScale }, { knownStudy }, { rateSteps }, { scoreRated }, lost] =
      await Promise.all([
        import('../../ratings/import-ratings.ts'),
        import('../../ratings/rating.ts'),
        import('../../run/open-rated.ts'),
        import('../../run/rate-steps.ts'),
        import('../../run/score-run.ts'),
        import('../../run/lost-ratings.ts'),
      ])
    const study = await knownStudy(dirs.after, answers, mode)
    const gone = await lost.lostRatings([dirs.before, dirs.after])
    const plan = await importRatings(from, dirs, {
      study,
      at: context.now().toISOString(),
      pseudonyms,
      partial,
      ...(scale !== undefined && { scale: parseScale(scale) }),
      ...(name !== undefined && { rater: name }),
    })
    if (plan.records.length > 0) {
      await lost.forgetRatings(gone)
      await scoreRated(dirs, context)
    }
    for (const warning of plan.warnings) process.stderr.write(`Note: ${warning}\n`)
    for (const problem of plan.problems) process.stderr.write(`left out: ${formatProblem(problem)}\n`)
    const { records, already, missing, problems } = plan
    if (json) {
      const counts = { imported: records.length, already, missing, problems, warnings: plan.warnings }
      printJson({ schemaVersion: 1, ...counts })
      return 0
    }
    process.stdout.write(
      `${records.length} ratings imported, ${already} already present, ${missing} empty cells, ${problems.length} left out.\n`,
    )
    process.stdout.write(`${rateSteps(names).at(-1)}\n`)
    return 0
  },
})
