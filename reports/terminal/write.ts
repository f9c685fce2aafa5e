import { type Block, filled, inlines, oneLine, type Text, textTable } from 'xeval/report'

/** Blocks as plain lines for a terminal. */
export const writeTerminal = (blocks: readonly Block[]): string[] => filled(blocks).map(write)

function write(block: Block): string {
  switch (block.kind) {
    case 'warning':
      return block.paragraphs.map(line).join('\n')
    case 'list':
      return block.items.map(item => `  ${line(item)}`).join('\n')
    case 'numbered':
      return block.items.map(({ text }, i) => `  ${i + 1}. ${line(text)}`).join('\n')
    case 'table':
      return `\n${textTable(
        block.header.map(line),
        block.rows.map(row => row.map(line)),
        { right: block.right ?? [] },
      )}`
    case 'heading':
      return `\n${line(block.text)}`
    case 'verbatim':
      return block.text.split('\n').map(oneLine).join('\n')
    default:
      return line(block.text)
  }
}

const line = (text: Text): string =>
  oneLine(
    inlines(text)
      .map(part => (typeof part === 'string' ? part : Object.values(part).join('')))
      .join(''),
  )
