import type { Entry } from '../../run/list.ts'
import { defineVerb } from '../define-verb.ts'
import { json, placeOptions } from '../options/output-options.ts'
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
  options: { json, ...placeOptions },
  async action([kind], { json, out }, context) {
    const { listAll } = await import('../../run/list.ts')
    const found = await listAll(kind, out, context)
    if (json) printJson(found)
    else process.stdout.write(asText(found))
    return 0
  },
})

function asText(found: Record<string, Entry[]>): string {
  return Object.entries(found)
    .map(([kind, entries]) => {
      const width = Math.max(0, ...entries.map(({ name }) => name.length))
      const lines = entries.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`.trimEnd())
      return [kind, ...(lines.length > 0 ? lines : ['  none yet'])].join('\n')
    })
    .join('\n\n')
    .concat('\n')
}
