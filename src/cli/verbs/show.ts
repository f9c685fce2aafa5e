import { json, placeOptions } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

export const show = defineVerb({
  name: 'show',
  help: 'show a suite, benchmark, dataset, judge or run',
  arguments: [{ name: 'name', completes: 'anything' }],
  readsRuns: true,
  options: { json, ...placeOptions },
  async action([name], { json, out }, context) {
    const [{ describe }, { factsText }] = await Promise.all([
      import('../../run/show.ts'),
      import('../../report/facts-text.ts'),
    ])
    const found = await describe(name, out, context)
    if (json) printJson(found)
    else process.stdout.write(factsText(found))
    return 0
  },
})
