import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuTime } from '../../testing/cpu-time.ts'
import { markdown } from './markdown.ts'
import type { RichText } from './rich-text.ts'
import { mathFrom } from './tex.ts'

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
    ['> quoted\n> **so**', 'blockquote(p(quoted\nstrong(so)))'],
    ['- a\n- b\n  - c\n\n- d', 'ul(li(a)li(bul(li(c)))li(d))'],
    ['3. a\n4. b', 'ol[3](li(a)li(b))'],
    ['1. a\n   ```py\n   x = 1\n   ```\n2. b', 'ol[1](li(apre[py](x = 1))li(b))'],
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
    '&lt;b&gt;',
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
    ]
    for (const piece of hostile) {
      const ms = await cpuTime(() => markdown(piece.repeat(Math.ceil(100_000 / piece.length))))
      expect({ piece, slow: ms > 3000 }).toEqual({ piece, slow: false })
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

describe('TeX', () => {
  const tex = (source: string) => short([mathFrom(source, false)])

  test.each([
    ['x^2', 'math[inline](mrow(msup(mi(x)mn(2))))'],
    ['a_{ij}^2', 'math[inline](mrow(msubsup(mi(a)mrow(mi(i)mi(j))mn(2))))'],
    ['\\frac{1}{2}', 'math[inline](mrow(mfrac(mrow(mn(1))mrow(mn(2)))))'],
    ['\\sqrt[3]{x}', 'math[inline](mrow(mroot(mrow(mi(x))mrow(mn(3)))))'],
    ['\\sum_{k=0}^n k', 'math[inline](mrow(munderover(mo(∑)mrow(mi(k)mo(=)mn(0))mi(n))mi(k)))'],
    ['\\text{if } x \\le 3', 'math[inline](mrow(mtext(if )mi(x)mo(≤)mn(3)))'],
    [
      '\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}',
      'math[inline](mrow(mrow(mo(()mtable(mtr(mtd(mrow(mn(1)))mtd(mrow(mn(2))))mtr(mtd(mrow(mn(3)))mtd(mrow(mn(4)))))mo()))))',
    ],
  ])('%j becomes MathML', (source, expected) => expect(tex(source)).toBe(expected))

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
  ])('what is not understood is shown as it was written: %j', source =>
    expect(mathFrom(source, true)).toEqual({ tag: 'tex', children: [source], note: 'block' }),
  )

  test.each([
    ['It costs $5 and $6.', 'p(It costs $5 and $6.)'],
    ['A $x$ and \\(y\\)', 'p(A math[inline](mrow(mi(x))) and math[inline](mrow(mi(y))))'],
    ['$$\nx\n$$', 'math[block](mrow(mi(x)))'],
    ['\\[ x \\]', 'math[block](mrow(mi(x)))'],
    ['$2 + x$', 'p(math[inline](mrow(mn(2)mo(+)mi(x))))'],
    ['`$x$`', 'p(code($x$))'],
  ])('is told from money and code: %j', (text, expected) => expect(read(text)).toBe(expected))
})
