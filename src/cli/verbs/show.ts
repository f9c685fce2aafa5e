import { describe, type Facts } from '../../run/show.ts'
import { parseReportOptions } from '../options/report-options.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'
import { printJson } from '../terminal/print-json.ts'

const show: Verb = async ([name = ''], options) => {
  const { json, out } = parseReportOptions(options)
  const found = await describe(name, out, commandContext())
  if (json) printJson(found)
  else process.stdout.write(asText(found))
  return 0
}
export default show

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
