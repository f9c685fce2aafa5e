import { inline } from './inline.ts'
import { element, type RichElement, type RichText } from './rich-text.ts'
import { mathFrom } from './tex.ts'

/**
 * The Markdown that models write (headings, lists, quotes, tables, fenced code, emphasis, links, TeX) as rich text.
 * Line breaks are kept. HTML stays visible as text. Takes time linear in the text's length, whatever the text.
 */
export const markdown = (text: string): RichText[] => blocks(text.replaceAll(/\r\n?/g, '\n').split('\n'), 0)

function blocks(lines: readonly string[], depth: number): RichText[] {
  if (depth > maximumDepth) return [element('p', lines.join('\n'))]
  const reader = { lines, at: 0, depth, unclosed: new Set<string>() }
  const found: RichText[] = []
  while (reader.at < lines.length) {
    if (isBlank(lines[reader.at])) reader.at += 1
    else
      found.push(
        code(reader) ??
          math(reader) ??
          single(reader) ??
          quote(reader) ??
          list(reader) ??
          table(reader) ??
          paragraph(reader),
      )
  }
  return found
}

interface Reader {
  lines: readonly string[]
  at: number
  depth: number
  /** Fences that are known to have no end from here on, so that none is looked for twice. */
  unclosed: Set<string>
}

type Block = (reader: Reader) => RichElement | undefined

const code: Block = reader => {
  const match = fenceStart.exec(lineAt(reader))
  if (!match) return undefined
  const [, indent = '', fence = '', language = ''] = match
  const from = reader.at + 1
  let end = from
  while (end < reader.lines.length && !closes(reader.lines[end] ?? '', fence)) end += 1
  reader.at = end + 1
  const body = reader.lines.slice(from, end).map(line => dedent(line, indent.length))
  return { tag: 'pre', children: [body.join('\n')], note: language.trim().slice(0, 20) }
}

const math: Block = reader => {
  const start = lineAt(reader).trim()
  const open = ['$$', '\\['].find(mark => start.startsWith(mark))
  if (open === undefined || reader.unclosed.has(open)) return undefined
  const close = open === '$$' ? '$$' : '\\]'
  const first = start.slice(2)
  if (first.endsWith(close) && first.length >= 2) {
    reader.at += 1
    return mathFrom(first.slice(0, -2), true)
  }
  if (first.includes(close)) return undefined
  const end = next(reader, line => line.trimEnd().endsWith(close))
  if (end === -1) {
    reader.unclosed.add(open)
    return undefined
  }
  const last = (reader.lines[end] ?? '').trimEnd().slice(0, -2)
  const source = [first, ...reader.lines.slice(reader.at + 1, end), last].join('\n')
  reader.at = end + 1
  return mathFrom(source, true)
}

/** A heading or a rule: blocks of one line. */
const single: Block = reader => {
  const line = lineAt(reader)
  const marks = headingStart.exec(line)?.[1]
  if (marks) {
    reader.at += 1
    return element(headings[marks.length - 1] ?? 'h6', ...inline(line.trimStart().slice(marks.length).trim()))
  }
  if (!isRule(line)) return undefined
  reader.at += 1
  return element('hr')
}

const quote: Block = reader => {
  const inside: string[] = []
  while (reader.at < reader.lines.length && quoteStart.test(lineAt(reader))) {
    inside.push(lineAt(reader).replace(quoteStart, ''))
    reader.at += 1
  }
  return inside.length > 0 ? element('blockquote', ...blocks(inside, reader.depth + 1)) : undefined
}

/** Nested lines need only be indented further than the marker: models indent by two, three or four. */
const list: Block = reader => {
  const first = listStart.exec(lineAt(reader))
  if (!first) return undefined
  const [, indent = '', marker = ''] = first
  const ordered = /\d/.test(marker)
  const items: RichElement[] = []
  for (;;) {
    const match = listStart.exec(lineAt(reader))
    if (
      !match ||
      (match[1] ?? '').length > indent.length + 1 ||
      /\d/.test(match[2] ?? '') !== ordered ||
      isRule(lineAt(reader))
    )
      break
    items.push(element('li', ...tight(blocks(itemLines(reader, match), reader.depth + 1))))
  }
  return { ...element(ordered ? 'ol' : 'ul', ...items), ...(ordered ? { note: marker.slice(0, -1) } : {}) }
}

function itemLines(reader: Reader, [whole, indent = '']: RegExpExecArray): string[] {
  const inside = [lineAt(reader).slice(whole.length)]
  reader.at += 1
  for (; reader.at < reader.lines.length; reader.at += 1) {
    const line = lineAt(reader)
    const deeper = indentOf(line) > indent.length
    if (isBlank(line)) {
      const after = next(reader, one => !isBlank(one))
      const goesOn = after !== -1 && after - reader.at < 3 && continues(reader.lines[after] ?? '', indent)
      if (!goesOn) break
      inside.push('')
    } else if (deeper) inside.push(dedent(line, Math.max(whole.length, indent.length + 2)))
    else if (startsBlock(line) || isBlank(inside.at(-1))) break
    else inside.push(line)
  }
  return inside
}

const table: Block = reader => {
  const [head = '', rule = ''] = [lineAt(reader), reader.lines[reader.at + 1] ?? '']
  if (!head.includes('|') || !rule.includes('-') || !rule.includes('|') || !/^[\s|:-]+$/.test(rule)) return undefined
  const rows: RichElement[] = []
  for (reader.at += 2; reader.at < reader.lines.length && lineAt(reader).includes('|'); reader.at += 1) {
    rows.push(element('tr', ...cells(lineAt(reader)).map(cell => element('td', ...inline(cell)))))
  }
  const header = element('tr', ...cells(head).map(cell => element('th', ...inline(cell))))
  return element('table', element('thead', header), element('tbody', ...rows))
}

function paragraph(reader: Reader): RichElement {
  const inside = [lineAt(reader)]
  for (reader.at += 1; reader.at < reader.lines.length; reader.at += 1) {
    if (isBlank(lineAt(reader)) || startsBlock(lineAt(reader))) break
    inside.push(lineAt(reader))
  }
  return element('p', ...inline(inside.join('\n')))
}

const maximumDepth = 10
const headings = ['h3', 'h3', 'h4', 'h5', 'h6', 'h6'] as const
const fenceStart = /^( *)(`{3,}|~{3,})([^`]*)$/
const headingStart = /^ {0,3}(#{1,6})(?=\s)/
const quoteStart = /^ {0,3}> ?/
const listStart = /^( *)([-*+•]|\d{1,9}[.)])(?: +(?=\S)|$)/

/** The first line after this one that is such, or -1. */
function next(reader: Reader, test: (line: string) => boolean): number {
  for (let at = reader.at + 1; at < reader.lines.length; at += 1) if (test(reader.lines[at] ?? '')) return at
  return -1
}

/** Whether a list goes on with a line after a gap. */
const continues = (line: string, indent: string): boolean => indentOf(line) > indent.length || listStart.test(line)

const lineAt = ({ lines, at }: Reader): string => lines[at] ?? ''
const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ''
const indentOf = (line: string): number => line.length - line.trimStart().length
const dedent = (line: string, by: number): string => line.slice(Math.min(by, indentOf(line)))

const closes = (line: string, fence: string): boolean => {
  const text = line.trim()
  return text.length >= fence.length && [...text].every(mark => mark === fence[0])
}

const isRule = (line: string): boolean => {
  const marks = line.replaceAll(' ', '')
  return marks.length >= 3 && '-*_'.includes(marks[0] ?? ' ') && [...marks].every(mark => mark === marks[0])
}

const startsBlock = (line: string): boolean =>
  [fenceStart, headingStart, quoteStart, listStart].some(start => start.test(line)) ||
  isRule(line) ||
  /^\s*(\$\$|\\\[)/.test(line)

const cells = (line: string): string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim().replaceAll('\\|', '|'))

/** An item of one paragraph needs no paragraph around it. */
const tight = (children: RichText[]): RichText[] =>
  children.flatMap((child, at) =>
    at === 0 && typeof child === 'object' && child.tag === 'p' ? child.children : [child],
  )
