import { element, type InlineTag, type RichElement, type RichText } from './rich-text.ts'
import { mathFrom } from './tex.ts'

/** Emphasis, code, links, images and TeX within a paragraph. Whatever isn't closed stays as it was written. */
export function inline(text: string): RichText[] {
  const scanner: Scanner = { text, at: 0, plain: '', frames: [{ mark: '', out: [] }], unclosed: new Set() }
  while (scanner.at < text.length) {
    if (!rules.some(rule => rule(scanner))) {
      scanner.plain += text[scanner.at]
      scanner.at += 1
    }
  }
  flush(scanner)
  return flatten(scanner.frames)
}

interface Frame {
  mark: string
  out: RichText[]
}

interface Scanner {
  text: string
  at: number
  /** Text that is not yet put out. */
  plain: string
  /** Marks that are open, the outermost first, each with what followed it. */
  frames: Frame[]
  /** Closing marks that are known not to come any more, so that each is looked for once only. */
  unclosed: Set<string>
}

/** Takes something at the scanner's place, or leaves the scanner as it was. */
type Rule = (scanner: Scanner) => boolean

const codeSpan: Rule = scanner => {
  if (scanner.text[scanner.at] !== '`') return false
  const mark = runAt(scanner)
  const end = findRun(scanner, mark)
  if (end === -1) {
    scanner.plain += mark
    scanner.at += mark.length
    return true
  }
  put(scanner, element('code', scanner.text.slice(scanner.at + mark.length, end).trim()), end + mark.length)
  return true
}

const tex: Rule = scanner => {
  const { text, at } = scanner
  const open = ['\\(', '\\[', '$$', '$'].find(mark => text.startsWith(mark, at))
  if (open === undefined) return false
  const close = open === '\\(' ? '\\)' : open === '\\[' ? '\\]' : open
  const from = at + open.length
  if (open === '$' && !/^[^\s\d,.]/.test(text.slice(from, from + 1)) && !numeric.test(text.slice(from, from + 160)))
    return false
  const end = find(scanner, close, from)
  if (end <= from || text.slice(from, end).includes('\n\n')) return false
  if (open === '$' && (/\s/.test(text[end - 1] ?? ' ') || /\d/.test(text[end + 1] ?? ''))) return false
  put(scanner, mathFrom(text.slice(from, end), open === '\\[' || open === '$$'), end + close.length)
  return true
}

const escaped: Rule = scanner => {
  const next = scanner.text[scanner.at + 1] ?? ''
  if (scanner.text[scanner.at] !== '\\' || !'\\`*_{}[]<>#+-.!|~$'.includes(next) || next === '') return false
  scanner.plain += next
  scanner.at += 2
  return true
}

const lineBreak: Rule = scanner => {
  const match = /^<br ?\/?>/i.exec(scanner.text.slice(scanner.at, scanner.at + 6))
  if (!match) return false
  put(scanner, element('br'), scanner.at + match[0].length)
  return true
}

const linkStart: Rule = scanner => {
  const mark = ['![', '['].find(one => scanner.text.startsWith(one, scanner.at))
  return mark !== undefined && open(scanner, mark)
}

const linkEnd: Rule = scanner => {
  if (!scanner.text.startsWith('](', scanner.at)) return false
  const start = scanner.frames.findLastIndex(({ mark }) => mark.endsWith('['))
  const target = /^\]\((<[^<>\n]{0,2000}>|[^\s()]{0,2000})(?:\s+"[^"\n]{0,300}")?\)/.exec(
    scanner.text.slice(scanner.at, scanner.at + 2400),
  )
  if (start === -1 || !target) return false
  flush(scanner)
  const [frame, ...inner] = scanner.frames.splice(start)
  const children = flatten([{ mark: '', out: frame?.out ?? [] }, ...inner])
  const href = (target[1] ?? '').replace(/^<|>$/g, '')
  if (frame?.mark === '![') put(scanner, element('image', ...children), scanner.at + target[0].length)
  else if (safeTarget.test(href)) put(scanner, { tag: 'a', children, href }, scanner.at + target[0].length)
  else {
    top(scanner).push('[', ...children)
    scanner.plain = target[0]
    scanner.at += target[0].length
  }
  return true
}

const emphasis: Rule = scanner => {
  const { text, at } = scanner
  const mark = ['**', '__', '~~', '*', '_'].find(one => text.startsWith(one, at))
  if (mark === undefined) return false
  const [before, after] = [text[at - 1] ?? ' ', text[at + mark.length] ?? ' ']
  const inWord = mark[0] === '_' && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after)
  const start = scanner.frames.findLastIndex(frame => frame.mark === mark)
  if (start !== -1 && !/\s/.test(before) && !inWord) {
    flush(scanner)
    const [frame, ...inner] = scanner.frames.splice(start)
    put(
      scanner,
      element(emphases[mark] ?? 'em', ...flatten([{ mark: '', out: frame?.out ?? [] }, ...inner])),
      at + mark.length,
    )
    return true
  }
  return !/\s/.test(after) && !inWord && open(scanner, mark)
}

const rules: readonly Rule[] = [codeSpan, tex, escaped, lineBreak, linkStart, linkEnd, emphasis]
const emphases: Readonly<Record<string, InlineTag>> = { '**': 'strong', __: 'strong', '*': 'em', _: 'em', '~~': 'del' }
const safeTarget = /^(https?:\/\/|mailto:)[^\s"'<>]+$/i
// `$5 and $6` is money, `$5 + x$` is not.
const numeric = /^\d[^$\n]{0,70}[\\^_=+<>][^$\n]{0,70}\$/
const maximumFrames = 24

function open(scanner: Scanner, mark: string): boolean {
  if (scanner.frames.length > maximumFrames) return false
  flush(scanner)
  scanner.frames.push({ mark, out: [] })
  scanner.at += mark.length
  return true
}

function put(scanner: Scanner, node: RichElement, next: number): void {
  flush(scanner)
  top(scanner).push(node)
  scanner.at = next
}

function flush(scanner: Scanner): void {
  if (scanner.plain !== '') top(scanner).push(scanner.plain)
  scanner.plain = ''
}

function top({ frames }: Scanner): RichText[] {
  return frames.at(-1)?.out ?? []
}

/** Marks that were never closed, as text again. */
const flatten = (frames: readonly Frame[]): RichText[] =>
  frames.flatMap(({ mark, out }) => (mark === '' ? out : [mark, ...out]))

function find(scanner: Scanner, close: string, from: number): number {
  if (scanner.unclosed.has(close)) return -1
  const end = scanner.text.indexOf(close, from)
  if (end === -1) scanner.unclosed.add(close)
  return end
}

const runAt = ({ text, at }: Scanner): string => {
  let end = at
  while (text[end] === '`') end += 1
  return text.slice(at, end)
}

/** The next run of exactly as many backticks. */
function findRun(scanner: Scanner, mark: string): number {
  let at = find(scanner, mark, scanner.at + mark.length)
  while (at !== -1) {
    const run = runAt({ ...scanner, at })
    if (run.length === mark.length) return at
    at = scanner.text.indexOf(mark, at + run.length)
  }
  scanner.unclosed.add(mark)
  return -1
}
