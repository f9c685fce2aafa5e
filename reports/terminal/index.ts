/** The table that a command prints: aligned text, one line a benchmark, and no more than a screen needs. */
import { defineReport, type ReportInput } from 'xeval'
import { behaviourBlocks, benchmarkBlocks, publishedBlocks, seriesSummary, type Words, words } from 'xeval/report'
import { comparisonLines } from './comparison-lines.ts'
import { leaderboardLines } from './leaderboard-lines.ts'
import { runLines } from './run-lines.ts'
import { writeTerminal } from './write.ts'

export default defineReport({
  name: 'terminal',
  version: 1,
  description: 'The short table that commands print on the terminal',
  extension: '.txt',
  render(input, { language }) {
    const lines = linesOf(input, words[language])
    return `${lines.filter(line => line !== '').join('\n')}\n`
  },
})

function linesOf(input: ReportInput, words: Words): string[] {
  switch (input.kind) {
    case 'run':
      return runLines(input, words)
    case 'comparison':
      return comparisonLines(input, words)
    case 'series':
      return writeTerminal([
        ...seriesSummary(input, words),
        ...input.series.benchmarks.flatMap(benchmark => benchmarkBlocks(benchmark, input, words)),
      ])
    case 'published':
      return writeTerminal(publishedBlocks(input, words).slice(0, 5))
    case 'leaderboard':
      return leaderboardLines(input, words)
    case 'behaviour':
      return writeTerminal(behaviourBlocks(input, words))
  }
}
