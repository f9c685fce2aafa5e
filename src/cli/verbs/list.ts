import { json, placeOptions } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

export const list = defineVerb({
  name: 'list',
  help: 'list suites, benchmarks, datasets, judges, providers, reports or runs (default: all of them)',
  arguments: [
    {
      name: 'kind',
      optional: true,
      values: ['suites', 'benchmarks', 'datasets', 'judges', 'providers', 'reports', 'runs'],
    },
  ],
  readsRuns: true,
  options: { json, ...placeOptions },
  async action([kind], { json, out }, context) {
    const [{ listAll }, { listText }] = await Promise.all([
      import('../../run/list.ts'),
      import('../../report/list-text.ts'),
    ])
    const found = await listAll(kind, out, context)
    if (json) printJson(found)
    else process.stdout.write(listText(found))
    return 0
  },
})
