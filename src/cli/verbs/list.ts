import { textTable } from '../../report/text-table.ts'
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
      const rows = entries.map(({ name, description }) => [name, description])
      return `${kind}\n${(rows.length > 0 ? textTable(undefined, rows) : 'none yet').replace(/^/gm, '  ')}`
    })
    .join('\n\n')
    .concat('\n')
}
