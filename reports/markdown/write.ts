import { type Block, filled, type Inline, inlines, type Text, textTable } from 'xeval/report'
import { code, codeCell, plainText } from './plain-text.ts'

/** Blocks as GitHub-flavoured Markdown. */
export const writeMarkdown = (blocks: readonly Block[]): string => `${filled(blocks).map(write).join('\n\n')}\n`

function write(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${line(block.text)}`
    case 'heading':
      return `## ${line(block.text)}`
    case 'paragraph':
      return line(block.text)
    case 'warning':
      return block.paragraphs.map(paragraph => `> ${line(paragraph)}`).join('\n>\n')
    case 'list':
      return block.items.map(item => `- ${line(item)}`).join('\n')
    case 'numbered':
      return block.items
        .flatMap(({ text, details }, i) => [
          `${i + 1}. ${line(text)}`,
          ...details.map(detail => `   - ${line(detail)}`),
        ])
        .join('\n')
    case 'table':
      return textTable(
        block.header.map(cell),
        block.rows.map(row => row.map(cell)),
        { markdown: true, right: block.right ?? [] },
      )
    case 'verbatim':
      return fenced(block.language, block.text)
  }
}

const line = (text: Text): string =>
  inlines(text)
    .map(part => inline(part, code))
    .join('')
const cell = (text: Text): string =>
  inlines(text)
    .map(part => inline(part, codeCell))
    .join('')

function inline(part: Inline, asCode: (text: string) => string): string {
  if (typeof part === 'string') return plainText(part)
  if ('figure' in part) return part.figure
  return 'code' in part ? asCode(part.code) : `**${plainText(part.strong)}**`
}

/** A code block whose fence is longer than any in it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), match => match[0].length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.replace(controls, '').trimEnd()}\n${fence}`
}

/** All that steers a terminal or the direction of text, but for the line break. */
const controls = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
