import { formatOptions, placeOptions } from '../../core/options/output.ts'
import { overlapOptions } from '../../core/options/overlap.ts'
import { sampleOptions } from '../../core/options/samples.ts'
import { defineVerb } from '../define-verb.ts'

export const overlap = defineVerb({
  name: 'overlap',
  help: 'find test samples in training data, or the training rows nearest to each regression',
  arguments: [{ name: 'suite', many: true, completes: 'benchmark' }],
  options: { ...overlapOptions, data: sampleOptions.data, ...formatOptions, ...placeOptions },
  async action([names], options, context) {
    const { showOverlap } = await import('../../run/show-overlap.ts')
    process.stdout.write(await showOverlap(names, options, context))
    return 0
  },
})
