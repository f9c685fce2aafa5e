import { displayWidth } from './text-table.ts'

/** What most terminals and logs show without breaking a line themselves. */
const USUAL = 80

/**
 * A sentence as lines of at most `width` places, those after the first indented. Broken at blanks, and between Chinese characters where no
 * punctuation would begin a line; a longer word stays whole.
 */
export function wrap(text: string, { width = USUAL, indent = '  ' }: { width?: number; indent?: string } = {}): string {
  const lines: string[] = []
  let line = ''
  // Kept beside the line, so that a long text takes no longer than it is: no character spans two pieces.
  let taken = 0
  for (const piece of text.split(BREAKS)) {
    const word = piece.trimEnd()
    const wide = displayWidth(word)
    if (taken + wide > width && line.trim() !== '') {
      lines.push(line.trimEnd())
      line = indent
      taken = displayWidth(indent)
    }
    line += piece
    taken += wide + displayWidth(piece.slice(word.length))
  }
  return [...lines, line.trimEnd()].join('\n')
}

/** After a blank; between a Chinese character or its punctuation and what follows, or before one. */
const HAN = '\\p{Script=Han}，；：。、）'
const BREAKS = new RegExp(
  `(?<=\\s)(?=\\S)|(?<=[${HAN}])(?=[^\\s，；：。、）)\\]%])|(?<=[^\\s（([])(?=\\p{Script=Han})`,
  'u',
)
