/** The result itself as one JSON document, as `xeval run --json` and `xeval compare --json` print it. */
import { defineReport, type ReportInput } from 'xeval'
import { withAnalyses } from 'xeval/report'

export default defineReport({
  name: 'json',
  version: 1,
  description: 'The figures as one JSON document, for scripts',
  extension: '.json',
  render: input => `${JSON.stringify(resultOf(input), null, 2)}\n`,
})

function resultOf(input: ReportInput): unknown {
  switch (input.kind) {
    case 'run':
      return withAnalyses(input.run, input.analyses)
    case 'comparison':
      return withAnalyses(input.comparison, input.analyses)
    case 'series':
      return input.series
    case 'published':
      return input.published
    case 'leaderboard':
      return input.leaderboard
    case 'behaviour':
      return input.behaviour
  }
}
