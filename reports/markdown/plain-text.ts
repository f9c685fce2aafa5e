import { oneLine } from 'xeval/report'

/**
 * Any text as plain words of one line of GitHub-flavoured Markdown: no markup, HTML, link, image, mention, issue
 * reference or table border can come out of it, and no plainText sequence reaches a terminal.
 */
export function plainText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*[\]|~$!{}]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/[&<>]/g, character => entities[character] ?? character)
    .replace(/^[-+#=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(links, '$&\u200b')
}

/** A name or reference that a reader may want to copy, as a code span. */
export function code(text: string): string {
  const line = oneLine(text)
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), match => match[0].length))
  const ticks = '`'.repeat(longest + 1)
  const gap = /^`|`$/.test(line) ? ' ' : ''
  return `${ticks}${gap}${line}${gap}${ticks}`
}

/** The same in a table, where a pipe would end the cell even inside a code span. */
export const codeCell = (text: string): string => (/[\\|]/.test(text) ? plainText(text) : code(text))

/** Where GitHub makes a link of plain text: after `http:`, `www`, the @ of an address or a mention, the # of an issue. */
const links = /:(?=\/\/)|\bwww(?=\.)|@(?=[\w.-]*\.\w)|(?<!\w)@(?=\w)|#(?=\d)/gi

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
