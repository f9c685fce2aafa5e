import type { ReportInput } from '../../core/report.ts'
import type { Words } from '../words.ts'
import { behaviourBlocks } from './behaviour.ts'
import type { Block } from './block.ts'
import { comparisonBlocks } from './comparison.ts'
import { leaderboardBlocks } from './leaderboard.ts'
import { publishedBlocks } from './published.ts'
import { runBlocks } from './run.ts'
import { seriesBlocks } from './series.ts'

/**
 * Any input as a document.
 *
 * @example
 * documentOf(toyInputs.run, words.en)[0]?.kind // → 'title'
 */
export function documentOf(input: ReportInput, words: Words): Block[] {
  switch (input.kind) {
    case 'run':
      return runBlocks(input, words)
    case 'comparison':
      return comparisonBlocks(input, words)
    case 'series':
      return seriesBlocks(input, words)
    case 'published':
      return publishedBlocks(input, words)
    case 'leaderboard':
      return leaderboardBlocks(input, words)
    case 'behaviour':
      return behaviourBlocks(input, words)
  }
}
