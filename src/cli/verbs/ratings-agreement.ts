import { XevalError } from '../../core/errors.ts'
import { json, placeOptions } from '../../core/options/output.ts'
import { ratedArguments } from '../../core/options/ratings.ts'
import { defineVerb } from '../define-verb.ts'
import { openNamed } from '../terminal/open-rated.ts'
import { printJson } from '../terminal/print-json.ts'

export const ratingsAgreement = defineVerb({
  name: 'ratings agreement',
  help: 'show the means, their difference, the agreement and the raters, with intervals',
  arguments: ratedArguments,
  options: { json, ...placeOptions },
  async action(runs, { json, out }, context) {
    const rated = await openNamed(runs, out, context)
    const [{ ratingSections }, { rateSteps }, { findingsIn }, { textTable }] = await Promise.all([
      import('../../ratings/rating-sections.ts'),
      import('../../run/rate-steps.ts'),
      import('../../run/rated-runs.ts'),
      import('../../report/text-table.ts'),
    ])
    const findings = await findingsIn(rated)
    if (findings === undefined) {
      throw new XevalError('not-rated', 'these answers have no ratings yet', {
        hint: rateSteps(rated.names).slice(0, -1).join('\n  '),
      })
    }
    if (json) {
      printJson({ schemaVersion: 1, ...findings })
      return 0
    }
    const sections = ratingSections(findings).map(({ title, tables, notes }) =>
      [title, ...tables.map(({ header, rows }) => textTable(header, rows)), ...notes].join('\n'),
    )
    process.stdout.write(`${sections.join('\n\n')}\n`)
    return 0
  },
})
