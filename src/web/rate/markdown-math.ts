import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'

/** TeX in Markdown: `$…$` and `\(…\)` within a line, `$$…$$` and `\[…\]` there or on lines of their own. Takes linear time. */
export function addMathRules(parser: MarkdownIt): void {
  parser.inline.ruler.before('escape', 'math_inline', inlineMath)
  parser.block.ruler.before('fence', 'math_block', blockMath, { alt: ['paragraph', 'blockquote', 'list'] })
}

const closing: Readonly<Record<string, string>> = { '\\(': '\\)', '\\[': '\\]', $$: '$$', $: '$' }
const openings = Object.keys(closing)

/** Marks that nothing closes from here on, so that it is not looked for again. */
const unclosed = new WeakMap<StateInline | StateBlock, Set<string>>()
const unclosedIn = (state: StateInline | StateBlock): Set<string> => {
  const found = unclosed.get(state) ?? new Set()
  unclosed.set(state, found)
  return found
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state
  const open = openings.find(mark => src.startsWith(mark, pos))
  if (open === undefined || unclosedIn(state).has(open)) return false
  const from = pos + open.length
  if (open === '$' && !opensMath(src, from)) return false
  const close = closing[open] ?? open
  const end = src.indexOf(close, from)
  if (end === -1) unclosedIn(state).add(open)
  if (end <= from || end + close.length > posMax) return false
  if (open === '$' && (/\s/.test(src[end - 1] ?? ' ') || /\d/.test(src[end + 1] ?? ''))) return false
  if (!silent) {
    const token = state.push('math_inline', 'math', 0)
    token.markup = open
    token.content = src.slice(from, end)
  }
  state.pos = end + close.length
  return true
}

/** `$5 and $6` is money, `$5 + x$` is not. */
const opensMath = (src: string, from: number): boolean =>
  /^[^\s\d,.]/.test(src.slice(from, from + 1)) ||
  /^\d[^$\n]{0,70}[\\^_=+<>][^$\n]{0,70}\$/.test(src.slice(from, from + 160))

function blockMath(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const first = lineOf(state, start)
  const open = ['$$', '\\['].find(mark => first.startsWith(mark))
  if (open === undefined) return false
  const close = closing[open] ?? open
  const inside = first.slice(2).trimEnd()
  const isOneLine = inside.endsWith(close)
  if ((isOneLine ? inside.slice(0, -2) : inside).includes(close)) return false
  const last = isOneLine ? start : lastLine(state, start, end, open, close)
  if (last === undefined) return false
  if (silent) return true
  const token = state.push('math_block', 'math', 0)
  token.block = true
  token.map = [start, last + 1]
  token.markup = open
  token.content = isOneLine
    ? inside.slice(0, -2)
    : [
        inside,
        state.getLines(start + 1, last, state.blkIndent, false),
        lineOf(state, last).trimEnd().slice(0, -2),
      ].join('\n')
  state.line = last + 1
  return true
}

/** Where the formula ends; a line that leaves the list or the quote ends the search. */
function lastLine(state: StateBlock, start: number, end: number, open: string, close: string): number | undefined {
  if (unclosedIn(state).has(open)) return undefined
  for (let at = start + 1; at < end; at++) {
    if (!state.isEmpty(at) && (state.sCount[at] ?? 0) < state.blkIndent) return undefined
    if (lineOf(state, at).trimEnd().endsWith(close)) return at
  }
  // Only where the search went to the end of all lines does it hold for what follows.
  if (end === state.lineMax) unclosedIn(state).add(open)
  return undefined
}

const lineOf = ({ src, bMarks, tShift, eMarks }: StateBlock, at: number): string =>
  src.slice((bMarks[at] ?? 0) + (tShift[at] ?? 0), eMarks[at])
