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
    const fits = taken + widthOf(piece.trimEnd()) <= width
    if (fits || line.trim() === '') {
      line += piece
      taken += widthOf(piece)
    } else {
      lines.push(line.trimEnd())
      line = indent + piece.trimStart()
      taken = widthOf(line)
    }
  }
  return [...lines, line.trimEnd()].join('\n')
}

/** Most pieces of a Chinese text are one character. */
const widthOf = (piece: string): number => (/^\p{Script=Han}$/u.test(piece) ? 2 : displayWidth(piece))

/** After a blank; between a Chinese character or its punctuation and what follows, or before one. */
const HAN = '\\p{Script=Han}，；：。、）'
const BREAKS = new RegExp(
  `(?<=\\s)(?=\\S)|(?<=[${HAN}])(?=[^\\s，；：。、）)\\]%])|(?<=[^\\s（([])(?=\\p{Script=Han})`,
  'u',
)
