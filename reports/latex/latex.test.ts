import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparisonInput, demoInput, hostile, runInput } from '../fixtures/inputs.ts'
import { hostileLeaderboard, leaderboardInput } from '../fixtures/leaderboard-inputs.ts'
import { hostileInput, publishedInput, seriesInput } from '../fixtures/other-inputs.ts'
import { armsTable } from './arms-table.ts'
import { needsXelatex, tex, verbatim } from './escape.ts'
import latex from './index.ts'

/** XEVAL_WRITE_GOLDENS=1 writes them again; read the difference, and compile them with `npm run check-latex`. */
const goldens = [
  ['comparison', comparisonInput],
  ['run', runInput],
  ['demo', demoInput],
  ['series', seriesInput],
  ['published', publishedInput],
  ['leaderboard', leaderboardInput],
  ['hostile', hostileInput],
  ['hostile-leaderboard', hostileLeaderboard],
] as const

test.each(goldens.flatMap(([name, input]) => (['en', 'zh'] as const).map(language => ({ name, input, language }))))(
  'renders $name in $language as its golden file',
  ({ name, input, language }) => {
    const file = new URL(`./goldens/${name}.${language}.tex`, import.meta.url)
    const text = latex.render(input, { language })
    if (process.env['XEVAL_WRITE_GOLDENS'] === '1') writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  },
)

test('makes bold what the verdict calls better, and nothing else', () => {
  const bold = latex.render(comparisonInput, { language: 'en' }).match(/\\textbf\{[^}]*\}/g)
  expect(bold).toEqual(['\\textbf{100.0}'])
})

test('marks what stays significant after Holm, by its size', () => {
  const [first] = comparisonInput.comparison.benchmarks
  if (first === undefined) throw new Error('no benchmark')
  const marked = [0.0009, 0.009, 0.049, 0.05].map(pAdjusted => {
    const benchmarks = [{ ...first, test: { ...first.test, pAdjusted } }]
    const input = { ...comparisonInput, comparison: { ...comparisonInput.comparison, benchmarks } }
    return /5\.1(\$\^\{(\*+)\}\$)?/.exec(latex.render(input, { language: 'en' }))?.[2]?.length ?? 0
  })
  expect(marked).toEqual([3, 2, 1, 0])
})

test('spans each domain over its own columns', () => {
  const cell = { text: '1' }
  const columns = ['A', 'A', 'B'].map((domain, i) => ({ domain, name: `c${i}` }))
  const table = armsTable({ columns, rows: [{ label: 'x', cells: [cell, cell, cell] }], caption: '', notes: [] })
  expect(table).toContain(
    '{} & \\multicolumn{2}{c}{A} & \\multicolumn{1}{c}{B} \\\\\n\\cmidrule(lr){2-3} \\cmidrule(lr){4-4}',
  )
})

test('asks for XeLaTeX only where the page shows Chinese', () => {
  const program = (text: string) => /% !TeX program = (\w+)/.exec(text)?.[1]
  expect(program(latex.render(comparisonInput, { language: 'en' }))).toBe('pdflatex')
  expect(program(latex.render(comparisonInput, { language: 'zh' }))).toBe('xelatex')
  expect(program(latex.render({ ...comparisonInput, title: '安全' }, { language: 'en' }))).toBe('xelatex')
  expect(['α', '…', 'é'].map(needsXelatex)).toEqual([false, false, false])
})

test('turns hostile text into plain words', () => {
  expect(tex(hostile, 'pdflatex')).toMatchInlineSnapshot(
    `"| a | b | / <script>alert(1)</script> <img src=x onerror=y> \\&lt; / ![picture](https://example.com/x.png) [link](javascript:z) <https://example.com> www.example.com / \\textasciigrave{}\\textasciigrave{}\\textasciigrave{} \\textasciigrave{}code\\textasciigrave{} \\textasciitilde{}\\textasciitilde{}gone\\textasciitilde{}\\textasciitilde{} **bold** \\_\\_bold\\_\\_ \\$x\\$ @somebody \\#12 / [31mred[0m right-to-left [U+FFFD]"`,
  )
  expect(tex('50% of {a_b}^2 & #1 ~ $x$ \\input{/etc/passwd}', 'pdflatex')).toMatchInlineSnapshot(
    `"50\\% of \\{a\\_b\\}\\textasciicircum{}2 \\& \\#1 \\textasciitilde{} \\$x\\$ \\textbackslash{}input\\{/etc/passwd\\}"`,
  )
  expect(tex('a--b ,,c, <<d>>, 中 é ł', 'pdflatex')).toMatchInlineSnapshot(`"a-{}-b ,{},c, <{}<d>{}>, [U+4E2D] é ł"`)
  expect(tex('中 é', 'xelatex')).toBe('中 é')
})

test('whatever a text holds, its braces balance and every command is one of ours', () => {
  const ours = /\\(textbackslash|textasciitilde|textasciicircum|textasciigrave|textquotedbl|ldots)\{\}|\\[{}$&#%_]/g
  const symbols = /\$(?:-|\\(?:Delta|rightarrow|uparrow|downarrow|geq|leq|approx|times|pm|cdot)|\^\{\\dagger\})\$/g
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'\\{}$&#%_~^`"−Δ→…–-<>,\'[]*a1 \n\r\u0000é中😀') }), text => {
      const rest = tex(text, 'pdflatex').replace(ours, '').replace(symbols, '').replaceAll('{}', '')
      expect(rest).not.toMatch(/[\\{}$&#%_~^`\n\r]/)
    }),
    { numRuns: 3000 },
  )
})

test('a verbatim block is never ended from inside, and long lines are broken', () => {
  const text = verbatim(`\\end{verbatim}\\input{x}\n  title = {${'word '.repeat(40)}}\n中`, 'pdflatex')
  expect(text).not.toContain('\\end{verbatim}')
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(100)
  expect(text.endsWith('?')).toBe(true)
})
