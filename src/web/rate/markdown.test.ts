import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuTime } from '../../testing/cpu-time.ts'
import { markdown } from './markdown.ts'
import { makeMathReader } from './math.ts'
import type { RichText } from './rich-text.ts'

/** Rich text in one line: `p(Hello strong(you))`. */
const short = (nodes: readonly RichText[]): string =>
  nodes
    .map(node => {
      if (typeof node === 'string') return node
      const note = node.href ?? node.note
      return `${node.tag}${note ? `[${note}]` : ''}(${short(node.children)})`
    })
    .join('')

const read = (text: string): string => short(markdown(text))

describe('Markdown', () => {
  test.each([
    ['Hello **you** and *me*, ~~not~~ `a*b*c`', 'p(Hello strong(you) and em(me), del(not) code(a*b*c))'],
    ['**bold *both* bold**', 'p(strong(bold em(both) bold))'],
    ['snake_case_name and 2 * 3 * 4', 'p(snake_case_name and 2 * 3 * 4)'],
    ['**never closed', 'p(**never closed)'],
    ['# Title\ntext\nmore', 'h3(Title)p(text\nmore)'],
    ['a\n\nb', 'p(a)p(b)'],
    ['---', 'hr()'],
    ['- a\n- b', 'ul(li(a)li(b))'],
    ['[it]: https://a.b "stays in sight"', 'p([it]: https://a.b "stays in sight")'],
    ['    indented prose', 'p(indented prose)'],
    ['> quoted\n> **so**', 'blockquote(p(quoted\nstrong(so)))'],
    ['- a\n- b\n  - c\n\n- d', 'ul(li(p(a))li(p(b)ul(li(c)))li(p(d)))'],
    ['3. a\n4. b', 'ol[3](li(a)li(b))'],
    ['1. a\n   ```py\n   x = 1\n   ```\n2. b', 'ol(li(apre[py](x = 1))li(b))'],
    ['```js\nif (a < b) {\n  c()\n}\n```', 'pre[js](if (a < b) {\n  c()\n})'],
    ['```\nnever closed', 'pre(never closed)'],
    ['|a|b|\n|-|-|\n|1|`x`|', 'table(thead(tr(th(a)th(b)))tbody(tr(td(1)td(code(x)))))'],
    ['[here](https://a.b/c?d=e)', 'p(a[https://a.b/c?d=e](here))'],
    ['![a plan](https://a.b/c.png)', 'p(image(a plan))'],
    ['a<br>b \\*c\\*', 'p(abr()b *c*)'],
    ['1、一\n2、二', 'p(1、一\n2、二)'],
  ])('%j is read', (text, expected) => expect(read(text)).toBe(expected))

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<!-- --><svg/onload=alert(1)>',
  ])('HTML stays text: %j', text => expect(read(text)).toBe(`p(${text})`))

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<b>)',
    '[x](vbscript:x)',
    '[x](//a.b)',
    '[x](java\tscript:x)',
    '[x](<javascript:alert(1)>)',
    '[**x**](file:///etc/passwd)',
    '[x]( https://a.b" onclick="x)',
  ])('an address that is not http, https or mail is no link: %j', text => {
    expect(read(text)).not.toMatch(/a\[/)
    expect(read(text)).toContain('x')
  })

  test('takes time in proportion to the text, however it is built', async () => {
    const hostile = [
      '*a ',
      '`',
      '[a](',
      '$a ',
      '\\(a',
      '> ',
      '- ',
      '\n\n- a',
      '$$\na\n',
      '|a',
      '1. ',
      '```\n',
      '`a``b',
      '![',
      '_a*b',
      '$x$',
      '$x$ $y$\n\n',
      '$$\nx\n$$\n\n',
      '\\[a\n',
      '$\\frac{\\sqrt{x}}{2}$ ',
      '- $$\n',
    ]
    for (const piece of hostile) {
      const ms = await cpuTime(() => markdown(piece.repeat(Math.ceil(400_000 / piece.length))))
      expect({ piece, slow: ms > 20_000 }).toEqual({ piece, slow: false })
    }
  })
})

test('no text makes it throw or lose a letter', () => {
  const pieces = [
    '*',
    '**',
    '_',
    '`',
    '```',
    '$',
    '$$',
    '\\(',
    '\\)',
    '\\[',
    '[',
    '](',
    ')',
    '!',
    '|',
    '|-|',
    '- ',
    '1. ',
    '> ',
    '# ',
    '\n',
    '\n\n',
    '  ',
    '<br>',
    '\\frac',
    '{',
    '}',
    '^',
    'word',
    '中',
    '\u0000',
    '\ud800',
    'https://a.b',
  ]
  const letters = (text: string) => text.replace(/[^a-z中]/g, '')
  const plain = (nodes: readonly RichText[]): string =>
    nodes.map(node => (typeof node === 'string' ? node : plain(node.children))).join('')
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), list => {
      const text = list.join('')
      const nodes = markdown(text)
      if (!/\\|\]\(|<br>|```|[|!$]/.test(text)) expect(letters(plain(nodes))).toBe(letters(text))
    }),
    { numRuns: 3000, seed: 6 },
  )
})

test('what is nested deeper than the page shows stays in sight', () => {
  expect(read(`${'> '.repeat(200)}end`)).toMatch(/^(blockquote\(){19}(> )+end\){19}$/)
  expect(read(`${'*a **b '.repeat(200)}end`)).toContain('end')
})

describe('TeX', () => {
  const tex = (source: string, block = false) => short([makeMathReader()(source, block)])

  test.each([
    ['x^2', 'math[inline](msup(mi(x)mn(2)))'],
    ['a_{ij}^2', 'math[inline](msubsup(mi(a)mrow(mi(i)mi(j))mn(2)))'],
    ['\\frac{1}{2}', 'math[inline](mfrac(mn(1)mn(2)))'],
    ['\\sqrt[3]{x}', 'math[inline](mroot(mrow(mi(x)mspace())mn(3)))'],
    ['\\text{if } x \\le 3', 'math[inline](mrow(mtext(if\u00a0)mi(x)mo(≤)mn(3)))'],
    [
      '\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}',
      'math[inline](mrow(mo(()mtable(mtr(mtd(mn(1))mtd(mn(2)))mtr(mtd(mn(3))mtd(mn(4))))mo())))',
    ],
    ['\\mathbb{R}', 'math[inline](mi(ℝ))'],
    ['50%', 'math[inline](mrow(mn(50)mi(%)))'],
    ['\\text{<img src=x>}', 'math[inline](mtext(<img\u00a0src=x>))'],
  ])('%j becomes MathML', (source, expected) => expect(tex(source)).toBe(expected))

  test('limits stand above and below where the formula has a line of its own', () => {
    expect(tex('\\sum_{k=0}^n k', true)).toBe(
      'math[block](mrow(mrow(munderover(mo(∑)mrow(mi(k)mo(=)mn(0))mi(n)))mi(k)))',
    )
  })

  test.each([
    '\\unknown{x}',
    '{',
    'x^',
    'a^b^c',
    '\\frac{1}',
    '\\begin{nothing}x\\end{nothing}',
    '{'.repeat(100),
    '\\constructor',
    'x'.repeat(5000),
    '\\href{https://example.invalid}{x}',
    '\\includegraphics{https://example.invalid/a.png}',
    '\\class{a}{x}',
    '\\htmlStyle{color:red}{x}',
    '\\def\\a{\\a\\a}\\a',
    `${'\\sqrt{'.repeat(300)}x${'}'.repeat(300)}`,
  ])('what is not understood is shown as it was written: %j', source =>
    expect(makeMathReader()(source, true)).toEqual({ tag: 'tex', children: [source], note: 'block' }),
  )

  test('no colour, style or length reaches beyond its own place', () => {
    const text = JSON.stringify(
      markdown('$\\color{red}x \\rule{500em}{500em} \\hspace{900em} \\kern-900pt \\raisebox{99em}{y} \\boxed{z}$'),
    )
    expect(text).toContain('boxed')
    expect(text).not.toMatch(/"style"|color|href|\d{3}|99em/)
  })

  test('a macro of one formula is unknown to the next', () => {
    expect(read('$\\gdef\\mine{x}\\mine$ $\\mine$')).toBe('p(math[inline](mi(x)) tex[inline](\\mine))')
  })

  test('beyond what an answer holds, formulas are shown as they were written', () => {
    const formula = (at: number) => `$x_{${at}}^2$`
    const shown = read(Array.from({ length: 20_000 }, (_, at) => formula(at)).join(' '))
    expect(shown).toContain('math[inline](msubsup(mi(x)mn(7)mn(2)))')
    expect(shown).toContain('tex[inline](x_{19999}^2)')
    expect(shown.split('math[inline]').length).toBeLessThan(10_000)
  })

  test.each([
    ['It costs $5 and $6.', 'p(It costs $5 and $6.)'],
    ['A $x$ and \\(y\\)', 'p(A math[inline](mi(x)) and math[inline](mi(y)))'],
    ['$$\nx\n$$', 'math[block](mi(x))'],
    ['\\[ x \\]', 'math[block](mi(x))'],
    ['$2 + x$', 'p(math[inline](mrow(mn(2)mo(+)mi(x))))'],
    ['`$x$`', 'p(code($x$))'],
  ])('is told from money and code: %j', (text, expected) => expect(read(text)).toBe(expected))
})
