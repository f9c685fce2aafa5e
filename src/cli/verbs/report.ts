import { formatOptions, placeOptions } from '../../core/options/output.ts'
import { pairOptions } from '../../core/options/pair.ts'
import { defineVerb } from '../define-verb.ts'

export const report = defineVerb({
  name: 'report',
  help: 'report one run, a comparison of two, or a series (base, epoch 1, 2 …) compared with the first',
  arguments: [{ name: 'run', many: true, completes: 'run' }],
  readsRuns: true,
  options: { ...formatOptions, ...pairOptions, ...placeOptions },
  async action([names], options, context) {
    const { showRuns } = await import('../terminal/show-runs.ts')
    return showRuns(names, options, context, { usual: 'markdown', partial: true })
  },
})
