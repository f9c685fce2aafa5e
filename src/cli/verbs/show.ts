import type { Facts } from '../../run/show.ts'
import { defineVerb } from '../define-verb.ts'
import { json, placeOptions } from '../options/output-options.ts'
import { printJson } from '../terminal/print-json.ts'

export const show = defineVerb({
  name: 'show',
  help: 'show a suite, benchmark, dataset, judge or run',
  arguments: [{ name: 'name', completes: 'anything' }],
  options: { json, ...placeOptions },
  async action([name], { json, out }, context) {
    const { describe } = await import('../../run/show.ts')
    const found = await describe(name, out, context)
    if (json) printJson(found)
    else process.stdout.write(asText(found))
    return 0
  },
})

function asText(facts: Facts, indent = ''): string {
  return Object.entries(facts)
    .map(([key, value]) => {
      if (isFacts(value)) return `${indent}${key}:\n${asText(value, `${indent}  `)}`
      if (Array.isArray(value) && value.some(isFacts)) {
        return `${indent}${key}:\n${value.map(item => asText(isFacts(item) ? item : { item }, `${indent}  `)).join(`${indent}  ──\n`)}`
      }
      const text = Array.isArray(value) ? value.join(', ') : String(value)
      return `${indent}${key}: ${text.replaceAll('\n', `\n${indent}  `)}\n`
    })
    .join('')
}

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null && !Array.isArray(value)
