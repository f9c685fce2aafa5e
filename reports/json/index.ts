/** The result itself as one JSON document, as `xeval run --json` and `xeval compare --json` print it. */
import { defineReport } from 'xeval'

export default defineReport({
  name: 'json',
  version: 1,
  description: 'The figures as one JSON document for scripts',
  extension: '.json',
  render: input => `${JSON.stringify(input.kind === 'run' ? input.run : input.comparison, null, 2)}\n`,
})
