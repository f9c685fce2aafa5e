import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shorten, textTable } from 'xeval/report'
import { comparisonInput, demoInput, hostile, runInput } from '../fixtures/inputs.ts'
import { leaderboardInput } from '../fixtures/leaderboard-inputs.ts'
import { publishedInput, seriesInput } from '../fixtures/other-inputs.ts'
import markdown from './index.ts'
import { code, codeCell, plainText } from './plain-text.ts'

/** XEVAL_WRITE_GOLDENS=1 writes them again; read the difference before you commit it. */
const goldens = [
  ['comparison', comparisonInput],
  ['run', runInput],
  ['demo', demoInput],
  ['series', seriesInput],
  ['published', publishedInput],
  ['leaderboard', leaderboardInput],
] as const

test.each(goldens.flatMap(([name, input]) => (['en', 'zh'] as const).map(language => ({ name, input, language }))))(
  'renders $name in $language as its golden file',
  ({ name, input, language }) => {
    const file = new URL(`./goldens/${name}.${language}.md`, import.meta.url)
    const text = markdown.render(input, { language })
    if (process.env['XEVAL_WRITE_GOLDENS'] === '1') writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  },
)

test('lists at most twenty flips and says how many there are', () => {
  const flips = Array.from({ length: 25 }, () => comparisonInput.flips[0]).filter(flip => flip !== undefined)
  const text = markdown.render({ ...comparisonInput, flips }, { language: 'en' })
  expect(text).toContain('20 of 28.')
  expect(text.match(/^\d+\. flames/gm)).toHaveLength(20)
})

test('turns hostile text into one line of plain words', () => {
  expect(plainText(hostile)).toMatchInlineSnapshot(
    `"\\| a \\| b \\| ⏎ &lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=y&gt; &amp;lt; ⏎ \\!\\[picture\\](https:​//example.com/x.png) \\[link\\](javascript:z) &lt;https:​//example.com&gt; www​.example.com ⏎ \\\`\\\`\\\` \\\`code\\\` \\~\\~gone\\~\\~ \\*\\*bold\\*\\* \\_\\_bold\\_\\_ \\$x\\$ @​somebody #​12 ⏎ \\[31mred\\[0m right-to-left �"`,
  )
})

test('leaves names and references readable, and breaks what GitHub would link or list', () => {
  expect(['safe_rate', 'upstream@b10b43b', '2. x', '# x', 'to a@b.cd', '_x_'].map(plainText)).toEqual([
    'safe_rate',
    'upstream@b10b43b',
    '2\\. x',
    '\\# x',
    'to a@\u200bb.cd',
    '\\_x\\_',
  ])
})

test('whatever a text holds, it stays one cell of one row', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'|\\`<>&[]()!*_~$#@:/w.\n\r\u2028\u0000a1 -+=中') }), text => {
      for (const cell of [plainText(text), codeCell(text)]) {
        const row = textTable(['a', 'b'], [[cell, 'end']], { markdown: true }).split('\n')
        expect(row).toHaveLength(3)
        expect(row[2]?.replace(/\\[\\|]/g, '').split('|')).toHaveLength(4)
      }
    }),
    { numRuns: 3000 },
  )
})

test('keeps a code span whole, whatever backticks are in it', () => {
  expect([code('a#b'), code('a`b'), code('``'), code('a\nb')]).toEqual(['`a#b`', '``a`b``', '``` `` ```', '`a ⏎ b`'])
})

test('shortens by characters, never inside one', () => {
  expect([shorten('😀😀😀', 3), shorten('😀😀😀😀', 3), shorten(' a ', 1)]).toEqual(['😀😀😀', '😀😀…', 'a'])
})

test('pads columns by their width on a terminal', () => {
  expect(textTable(['基准', 'n'], [['flames', '24']], { markdown: true })).toBe(
    '| 基准   | n   |\n|--------|-----|\n| flames | 24  |',
  )
})
