import makeMarkdown, { type MarkdownIt, type Token } from 'markdown-it'
import { addMathRules } from './markdown-math.ts'
import { type MathReader, makeMathReader } from './math.ts'
import { element, type RichElement, type RichText } from './rich-text.ts'

/**
 * The Markdown that models write as rich text, by markdown-it: line breaks are kept, HTML stays visible as text. Takes time
 * linear in the text's length, whatever the text.
 */
export const markdown = (text: string): RichText[] => treeOf(parser.parse(text, {}), makeMathReader())

const DEEPEST = 20
const parser = makeParser()

function makeParser(): MarkdownIt {
  const made = makeMarkdown({ html: false, linkify: false, typographer: false, maxNesting: DEEPEST })
  // Models indent prose, too; and a definition would vanish from sight.
  made.disable(['code', 'reference'])
  made.validateLink = address => /^(https?:\/\/|mailto:)[^\s"'<>]+$/i.test(address)
  addMathRules(made)
  addLineBreaks(made)
  keepDeepText(made)
  return made
}

/** Models break lines in the cells of a table by `<br>`. */
function addLineBreaks(made: MarkdownIt): void {
  made.inline.ruler.before('autolink', 'br', (state, silent) => {
    const match = /^<br ?\/?>/i.exec(state.src.slice(state.pos, state.pos + 6))
    if (match === null) return false
    if (!silent) state.push('hardbreak', 'br', 0)
    state.pos += match[0].length
    return true
  })
}

/** markdown-it drops what is nested deeper than it likes; a rater must see it all. */
function keepDeepText(made: MarkdownIt): void {
  const { block } = made
  const tokenize = block.tokenize.bind(block)
  block.tokenize = (state, start, end) => {
    if (state.level < DEEPEST - 1) return tokenize(state, start, end)
    const token = state.push('text', '', 0)
    token.content = state.getLines(start, end, state.blkIndent, false)
    state.line = end
  }
}

function treeOf(tokens: readonly Token[], math: MathReader): RichText[] {
  const root: RichText[] = []
  const open: RichText[][] = [root]
  for (const token of tokens) {
    const into = open.at(-1) ?? root
    if (token.nesting === -1) open.pop()
    else if (token.nesting === 0) for (const leaf of leafOf(token, math)) into.push(leaf)
    // A tight item's paragraph is no element.
    else if (token.hidden) open.push(into)
    else {
      const made = elementOf(token)
      into.push(made)
      open.push(made.children)
    }
  }
  return root
}

function leafOf(token: Token, math: MathReader): RichText[] {
  switch (token.type) {
    case 'inline':
      return treeOf(token.children ?? [], math)
    case 'text':
      return token.content === '' ? [] : [token.content]
    case 'softbreak':
      return ['\n']
    case 'hardbreak':
      return [element('br')]
    case 'hr':
      return [element('hr')]
    case 'code_inline':
      return [element('code', token.content)]
    case 'fence':
      return [{ tag: 'pre', children: [token.content.replace(/\n$/, '')], note: token.info.trim().slice(0, 20) }]
    case 'image':
      return [{ tag: 'image', children: treeOf(token.children ?? [], math) }]
    case 'math_inline':
    case 'math_block':
      return [math(token.content, token.markup === '$$' || token.markup === '\\[')]
    default:
      throw new Error(`markdown-it produced a token that the page cannot show: ${token.type}`)
  }
}

const tags: Readonly<Record<string, RichElement['tag']>> = {
  p: 'p',
  h1: 'h3',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  h5: 'h6',
  h6: 'h6',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  blockquote: 'blockquote',
  table: 'table',
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  strong: 'strong',
  em: 'em',
  s: 'del',
  a: 'a',
}

function elementOf(token: Token): RichElement {
  const tag = tags[token.tag]
  if (tag === undefined) throw new Error(`markdown-it produced an element that the page cannot show: ${token.tag}`)
  const [href, start] = [token.attrGet('href'), token.attrGet('start')]
  return {
    ...element(tag),
    ...(href !== null && { href: String(href) }),
    ...(start !== null && { note: String(start) }),
  }
}
