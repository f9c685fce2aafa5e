import { XevalError } from '../../core/errors.ts'
import { ratingSections } from '../../ratings/rating-sections.ts'
import { textTable } from '../../report/text-table.ts'
import { rateSteps } from '../../run/rate-steps.ts'
import { findingsIn } from '../../run/rated-runs.ts'
import { openNamed, parseRatingOptions } from '../options/rating-options.ts'
import type { Verb } from '../program.ts'
import { printJson } from '../terminal/print-json.ts'

const agreement: Verb = async (args, options) => {
  const parsed = parseRatingOptions(options)
  const rated = await openNamed(args, parsed)
  const findings = await findingsIn(rated)
  if (findings === undefined) {
    throw new XevalError('not-rated', 'nobody has rated these answers yet', {
      hint: rateSteps(rated.names).slice(0, -1).join('\n  '),
    })
  }
  if (parsed.json) {
    printJson({ schemaVersion: 1, ...findings })
    return 0
  }
  const sections = ratingSections(findings).map(({ title, tables, notes }) =>
    [title, ...tables.map(({ header, rows }) => textTable(header, rows)), ...notes].join('\n'),
  )
  process.stdout.write(`${sections.join('\n\n')}\n`)
  return 0
}
export default agreement
