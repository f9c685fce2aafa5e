import { oneOf, text } from '../field.ts'
import { under } from '../option.ts'

export const out = under('Files')('<dir>', text, 'folder of runs (default .xeval/runs)', { completes: 'folder' })

export const lang = under('Report')('<tag>', oneOf('en', 'zh'), 'language of the report: en or zh (default en)')

/** What a run writes besides its own folder. */
export const reportOptions = {
  report: under('Report')(
    '<file>',
    text,
    'also write the report to FILE, in the format of its extension (default: only report.md in the run’s folder)',
    { completes: 'file' },
  ),
  lang,
}
