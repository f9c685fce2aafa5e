import { type Entry, listAll } from '../../run/list.ts'
import { parseReportOptions } from '../options/report-options.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'
import { printJson } from '../terminal/print-json.ts'

const list: Verb = async ([kind], options) => {
  const { json, out } = parseReportOptions(options)
  const found = await listAll(kind, out, commandContext())
  if (json) printJson(found)
  else process.stdout.write(asText(found))
  return 0
}
export default list

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
