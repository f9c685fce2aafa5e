/** The result itself as one JSON document, as `xeval run --json` and `xeval compare --json` print it. */
import { type ComparisonInput, defineReport, type RunInput } from 'xeval'

export default defineReport({
  name: 'json',
  version: 1,
  description: 'The figures as one JSON document for scripts',
  extension: '.json',
  render: input => `${JSON.stringify(documentOf(input), null, 2)}\n`,
})

const documentOf = (input: RunInput | ComparisonInput): object => {
  const document = input.kind === 'run' ? input.run : input.comparison
  const analyses = input.analyses.filter(({ data }) => data !== undefined).map(({ title, data }) => ({ title, data }))
  return analyses.length === 0 ? document : { ...document, analyses }
}
