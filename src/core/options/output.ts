import { text } from '../field.ts'
import { under } from '../option.ts'
import { configOption, jsonOption, pluginOption } from './invocation.ts'
import { lang, out } from './report.ts'

const option = under('Report')

export const json = jsonOption

/** Where runs are. */
export const placeOptions = { out, plugin: pluginOption, config: configOption }

/** How a report is written. */
export const formatOptions = {
  format: option('<name>', text, 'format of the report: terminal, markdown, latex, html, csv, json or junit', {
    completes: 'report',
  }),
  output: option(
    '<file>',
    text,
    'write the report to FILE, in the format of its extension, and the flips to a file beside it',
    {
      short: 'o',
      completes: 'file',
    },
  ),
  lang,
}
