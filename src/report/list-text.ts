import { textTable } from './text-table.ts'

/** What there is of each kind, by name. */
export const listText = (found: Record<string, readonly { name: string; description: string }[]>): string =>
  Object.entries(found)
    .map(([kind, entries]) => {
      const rows = entries.map(({ name, description }) => [name, description])
      return `${kind}\n${(rows.length > 0 ? textTable(undefined, rows) : 'none yet').replace(/^/gm, '  ')}`
    })
    .join('\n\n')
    .concat('\n')
