import { element, type RichElement, type RichText } from './rich-text.ts'
import { accents, functions, letters, operators } from './tex-symbols.ts'

/**
 * The TeX of everyday mathematics as MathML elements: scripts, fractions, roots, Greek, operators, accents, `\text`,
 * matrices and aligned lines. Anything else is shown as it was written, in type for code.
 */
export function mathFrom(source: string, block: boolean): RichElement {
  const note = block ? 'block' : 'inline'
  try {
    if (source.length > maximumLength) throw new Unreadable()
    const parser = { tokens: source.match(token) ?? [], at: 0, depth: 0 }
    const content = row(parser, () => false)
    return { tag: 'math', children: [element('mrow', ...content)], note }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { tag: 'tex', children: [source.trim()], note }
  }
}

interface Parser {
  tokens: readonly string[]
  at: number
  depth: number
}

class Unreadable extends Error {}

const maximumLength = 4000
const maximumDepth = 40
const token = /\\[A-Za-z]+\*?|\\.|[0-9]+(?:\.[0-9]+)?|\s+|[\s\S]/gu

/** What stands up to `ends`, scripts attached. */
function row(parser: Parser, ends: (token: string) => boolean): RichText[] {
  const found: RichText[] = []
  while (parser.at < parser.tokens.length && !ends(peek(parser))) {
    const base = atom(parser)
    if (base !== undefined) found.push(scripts(parser, base))
  }
  return found
}

function scripts(parser: Parser, base: RichElement): RichElement {
  const parts: { '^'?: RichElement; _?: RichElement } = {}
  for (;;) {
    space(parser)
    const mark = peek(parser)
    if (mark === "'") {
      parser.at += 1
      parts['^'] = element('mo', `${textOf(parts['^'])}′`)
    } else if (mark === '^' || mark === '_') {
      if (parts[mark] !== undefined) throw new Unreadable()
      parser.at += 1
      parts[mark] = argument(parser)
    } else break
  }
  const { '^': sup, _: sub } = parts
  const limits = base.tag === 'mo' && '∑∏⋃⋂limmaxminsup'.includes(textOf(base)) && textOf(base) !== ''
  if (sup && sub) return element(limits ? 'munderover' : 'msubsup', base, sub, sup)
  if (sup) return element(limits ? 'mover' : 'msup', base, sup)
  return sub ? element(limits ? 'munder' : 'msub', base, sub) : base
}

function atom(parser: Parser): RichElement | undefined {
  const now = take(parser)
  if (/^\s/.test(now) || now === '&') return undefined
  if (now === '{') return group(parser)
  if (now === '}' || now === '^' || now === '_' || now === '\\\\') throw new Unreadable()
  if (/^\d/.test(now)) return element('mn', now)
  if (!now.startsWith('\\')) return /^\p{L}$/u.test(now) ? element('mi', now) : element('mo', now === '-' ? '−' : now)
  return command(parser, now.slice(1))
}

function command(parser: Parser, name: string): RichElement | undefined {
  const [letter, operator, accent] = [own(letters, name), own(operators, name), own(accents, name)]
  if (letter) return element('mi', letter)
  if (operator) return element('mo', operator)
  if (accent) return element('mover', argument(parser), element('mo', accent))
  if (functions.has(name)) return element('mo', name)
  if (/^(left|right|[bB]ig+[lrm]?|displaystyle|textstyle|limits|nolimits|!)$/.test(name)) {
    if (/^(left|right)$/.test(name) && peek(parser) === '.') parser.at += 1
    return undefined
  }
  if (/^[,:; ]$|^(quad|qquad)$/.test(name)) return element('mspace')
  if (/^[dt]?frac$|^[dt]?binom$/.test(name)) {
    const [above, below] = [argument(parser), argument(parser)]
    if (name.endsWith('frac')) return element('mfrac', above, below)
    return element(
      'mrow',
      element('mo', '('),
      element('mtable', cellRow([above]), cellRow([below])),
      element('mo', ')'),
    )
  }
  if (name === 'sqrt') return root(parser)
  if (/^(text|mathrm|mathbf|mathit|mathsf|mathtt|operatorname\*?|textbf|textit|mathbb|mathcal|boldsymbol)$/.test(name))
    return words(parser, name)
  if (name === 'boxed') return argument(parser)
  if (name === 'pmod') return element('mrow', element('mo', '(mod '), argument(parser), element('mo', ')'))
  if (name === 'begin') return environment(parser)
  throw new Unreadable()
}

function root(parser: Parser): RichElement {
  if (peek(parser) !== '[') return element('msqrt', argument(parser))
  parser.at += 1
  const degree = nested(parser, () => row(parser, one => one === ']'))
  expectToken(parser, ']')
  return element('mroot', argument(parser), element('mrow', ...degree))
}

function words(parser: Parser, name: string): RichElement {
  space(parser)
  if (peek(parser) !== '{') return argument(parser)
  if (!/^(text|operatorname|mathrm)/.test(name)) return argument(parser)
  parser.at += 1
  let text = ''
  while (peek(parser) !== '}') {
    const now = take(parser)
    if (now.startsWith('\\') || now === '{') throw new Unreadable()
    text += now
  }
  parser.at += 1
  return element('mtext', text)
}

const fences: Readonly<Record<string, readonly [string, string]>> = {
  matrix: ['', ''],
  pmatrix: ['(', ')'],
  bmatrix: ['[', ']'],
  vmatrix: ['|', '|'],
  cases: ['{', ''],
  aligned: ['', ''],
  align: ['', ''],
  'align*': ['', ''],
  gathered: ['', ''],
  equation: ['', ''],
  'equation*': ['', ''],
}

function environment(parser: Parser): RichElement {
  const name = braced(parser)
  const [open, close] = own(fences, name) ?? unreadable()
  const rows: RichElement[] = []
  nested(parser, () => {
    let cells: RichElement[] = []
    for (;;) {
      cells.push(element('mrow', ...row(parser, one => one === '&' || one === '\\\\' || one === '\\end')))
      const end = take(parser)
      if (end === '&') continue
      rows.push(cellRow(cells))
      cells = []
      if (end === '\\end') break
    }
  })
  if (braced(parser) !== name) throw new Unreadable()
  return element('mrow', element('mo', open), element('mtable', ...rows), element('mo', close))
}

function braced(parser: Parser): string {
  expectToken(parser, '{')
  let name = ''
  while (peek(parser) !== '}') name += take(parser)
  parser.at += 1
  return name
}

const cellRow = (cells: readonly RichElement[]): RichElement =>
  element('mtr', ...cells.map(cell => element('mtd', cell)))

function argument(parser: Parser): RichElement {
  space(parser)
  return nested(parser, () => atom(parser) ?? unreadable())
}

function group(parser: Parser): RichElement {
  const inside = nested(parser, () => row(parser, one => one === '}'))
  expectToken(parser, '}')
  return element('mrow', ...inside)
}

function nested<T>(parser: Parser, parse: () => T): T {
  parser.depth += 1
  if (parser.depth > maximumDepth) throw new Unreadable()
  const found = parse()
  parser.depth -= 1
  return found
}

const peek = ({ tokens, at }: Parser): string => tokens[at] ?? ''

function take(parser: Parser): string {
  const now = parser.tokens[parser.at]
  if (now === undefined) throw new Unreadable()
  parser.at += 1
  return now
}

function expectToken(parser: Parser, wanted: string): void {
  if (take(parser) !== wanted) throw new Unreadable()
}

function space(parser: Parser): void {
  while (/^\s/.test(peek(parser))) parser.at += 1
}

const textOf = (node: RichElement | undefined): string => {
  const [child] = node?.children ?? []
  return typeof child === 'string' ? child : ''
}

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

const unreadable = (): never => {
  throw new Unreadable()
}
