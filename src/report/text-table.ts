import stringWidth from 'string-width'
import { oneLine } from './one-line.ts'

/**
 * How `textTable` writes a table.
 *
 * @example
 * const style: TableStyle = { markdown: true, right: [1] }
 * textTable(['name', 'n'], [['a', '7']], style).split('\n')[1] // → '|------|----:|'
 */
export interface TableStyle {
  /** For GitHub-flavoured Markdown, with cells that are escaped already. @default false */
  markdown?: boolean
  /** Columns that are flush right, by index. */
  right?: readonly number[]
}

/**
 * Rows as lines of text whose columns stand under each other in a terminal: a Chinese character takes two places, a combining
 * mark none. Line breaks and control characters of what others wrote do not get through. Without a header, only the rows.
 *
 * @example
 * textTable(undefined, [['安全', '1'], ['ab', '2']]) // → '安全  1\nab    2'
 */
export function textTable(
  header: readonly string[] | undefined,
  rows: readonly (readonly string[])[],
  { markdown = false, right = [] }: TableStyle = {},
): string {
  // Each cell is measured once: it may be as long as a server's message.
  const lines = [...(header === undefined ? [] : [header]), ...rows].map(row => row.map(measured))
  const least = markdown ? 3 : 0
  const columns = Math.max(0, ...lines.map(row => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(least, ...lines.map(row => (row[column] ?? empty).width)),
  )
  const padded = lines.map(row =>
    widths.map((width, column) => widened(row[column] ?? empty, width, right.includes(column) ? 'right' : 'left')),
  )
  const written = padded.map(row => (markdown ? `| ${row.join(' | ')} |` : row.join('  ').trimEnd()))
  if (header === undefined) return written.join('\n')
  return written.toSpliced(1, 0, markdown ? marked(widths, right) : ruled(widths)).join('\n')
}

/**
 * Places that a text takes in a terminal.
 *
 * @example
 * displayWidth('安全 ok') // → 7
 */
export function displayWidth(text: string): number {
  if (!isPlain.test(text)) return stringWidth(text)
  let width = 0
  for (const character of text) width += character < ' ' ? 0 : character < '\u3000' ? 1 : 2
  return width
}

/**
 * Latin and Greek letters, dashes, arrows, signs of mathematics and lines of boxes, a place each; Chinese characters and full-width
 * punctuation, two each; line breaks and tabs, none. Nearly all that is shown: `string-width` takes microseconds even for one of them,
 * and 35 ms to make its first segmenter and its pattern of all emoji, in a bundle when they are first wanted.
 */
const isPlain =
  /^[\t\n\r -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0391-\u03ff\u2010-\u2027\u2190-\u21ff\u2200-\u22ff\u2500-\u259f\u3000-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}]*$/u

/**
 * A text with blanks up to a width; a wider one stays as it is.
 *
 * @example
 * pad('安', 4) // → '安  '
 * pad('7', 3, 'right') // → '  7'
 */
export const pad = (text: string, width: number, side: 'left' | 'right' = 'left'): string =>
  widened({ text, width: displayWidth(text) }, width, side)

interface Cell {
  text: string
  width: number
}

const empty: Cell = { text: '', width: 0 }

function measured(cell: string): Cell {
  const text = oneLine(cell)
  return { text, width: displayWidth(text) }
}

function widened({ text, width: own }: Cell, width: number, side: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - own))
  return side === 'left' ? text + blanks : blanks + text
}

const ruled = (widths: readonly number[]): string => widths.map(width => '─'.repeat(width)).join('──')

const marked = (widths: readonly number[], right: readonly number[]): string =>
  `|${widths.map((width, column) => '-'.repeat(width + 1) + (right.includes(column) ? ':' : '-')).join('|')}|`
