import type { LeaderboardInput } from 'xeval'
import { displayWidth, leaderboardSummary, type Words } from 'xeval/report'
import { writeTerminal } from './write.ts'

/** The leaderboard and what its points lack, within 80 columns where names are not too long. */
export const leaderboardLines = (input: LeaderboardInput, words: Words): string[] =>
  writeTerminal(leaderboardSummary(input, words, LONGEST_NAME)).map(text =>
    // A table's lines stay as they are.
    text.startsWith('\n') ? text : text.split('\n').flatMap(wrapped).join('\n'),
  )

const WIDTH = 80

/** With it a table of four dimensions is as wide as the rest. */
const LONGEST_NAME = 25

/** Lines broken after spaces and Chinese commas, those after the first indented by four. */
function wrapped(line: string): string[] {
  const lines: string[] = []
  let current = ''
  for (const part of line.split(/(?<=\S )|(?<=[，、；。])/)) {
    if (displayWidth((current + part).trimEnd()) > WIDTH && current.trim() !== '') {
      lines.push(current.trimEnd())
      current = '    '
    }
    current += part
  }
  return [...lines, current]
}
