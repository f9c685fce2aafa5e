import type { Entry } from '../../run/list.ts'
import { defineVerb } from '../define-verb.ts'
import { json, placeOptions } from '../options/output-options.ts'
import { printJson } from '../terminal/print-json.ts'

type TextTable = (header: undefined, rows: readonly (readonly string[])[]) => string

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
  options: { json, ...placeOptions },
  async action([kind], { json, out }, context) {
    const [{ listAll }, { textTable }] = await Promise.all([
      import('../../run/list.ts'),
      import('../../report/text-table.ts'),
    ])
    const found = await listAll(kind, out, context)
    if (json) printJson(found)
    else process.stdout.write(asText(found, textTable))
    return 0
  },
})

function asText(found: Record<string, Entry[]>, textTable: TextTable): string {
  return Object.entries(found)
    .map(([kind, entries]) => {
      const rows = entries.map(({ name, description }) => [name, description])
      return `${kind}\n${(rows.length > 0 ? textTable(undefined, rows) : 'none yet').replace(/^/gm, '  ')}`
    })
    .join('\n\n')
    .concat('\n')
}
