import { flag } from '../field.ts'
import { under } from '../option.ts'
import { formatOptions, json } from './output.ts'

/** How answer sheets are scored, shown and merged. */
export const ttiOptions = {
  merge: under('Merge')(undefined, flag, 'merge sheets of one project into -o FILE, with conflicts marked'),
  json,
  ...formatOptions,
}
