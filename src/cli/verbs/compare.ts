import { XevalError } from '../../core/errors.ts'
import { text } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { formatOptions, json, placeOptions } from '../../core/options/output.ts'
import { pairOptions } from '../../core/options/pair.ts'
import { defineVerb } from '../define-verb.ts'

export const compare = defineVerb({
  name: 'compare',
  help: 'compare two runs, paired by sample, or check the claims of a published table',
  arguments: [{ name: 'run', optional: true, many: true, completes: 'run' }],
  readsRuns: true,
  options: {
    ...formatOptions,
    json,
    published: under('Report')(
      '<file>',
      text,
      'published table of rates or counts with n: a JSON or CSV file, or o1-journey-part2 (default: none)',
      { completes: 'file' },
    ),
    ...pairOptions,
    ...placeOptions,
  },
  async action([names], { published, ...options }, context) {
    if (published !== undefined) {
      if (names.length > 0) throw new XevalError('bad-option', '--published takes no runs', { hint: oneOf })
      const [{ readPublished }, { comparePublished }, { showReport }] = await Promise.all([
        import('../../run/published.ts'),
        import('../../analysis/compare-published.ts'),
        import('../terminal/show-report.ts'),
      ])
      const table = comparePublished(await readPublished(published, context), { alpha: options.alpha ?? 0.05 })
      await showReport({ input: { kind: 'published', published: table } }, options, context)
      return 0
    }
    if (names.length !== 2) {
      throw new XevalError('bad-option', `compare takes two runs, got ${names.length}`, { hint: oneOf })
    }
    const { showRuns } = await import('../terminal/show-runs.ts')
    return showRuns(names, options, context)
  },
})

const oneOf =
  'Two runs: xeval compare BEFORE AFTER. More: xeval report BASE E1 E2. A published table: xeval compare --published FILE.'
