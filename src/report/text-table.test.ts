import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { displayWidth, textTable } from './text-table.ts'

/** Places in a terminal by Unicode's own classes, for the characters of these tests alone. */
const places = (text: string): number =>
  Array.from(text).reduce((sum, character) => {
    if (/\p{Mn}|\p{Cf}/u.test(character)) return sum
    return sum + (/[\p{sc=Han}\p{sc=Hangul}\p{sc=Hira}，。（）：👍]/u.test(character) ? 2 : 1)
  }, 0)

const rows = [
  ['安全性（内置样本）', '1,234', '改进，且不劣于微调前'],
  ['flames', '7', 'improved'],
  ['cafe\u0301 naïve', '12', 're\u0301gresse\u0301'],
  ['한국어 かな', '100', '未定：样本太少'],
  ['👍 zero\u200bwidth', '5', ''],
]

test('columns stand under each other in Chinese, Korean, with combining marks and emoji, within 80 places', () => {
  const lines = textTable(['基准', 'n', '结论'], rows).split('\n')
  const [header = '', rule = '', ...body] = lines
  const starts = [header, ...body].map((line, i) => {
    const cells = [['基准', 'n', '结论'], ...rows][i]
    const second = line.indexOf(`  ${cells?.[1]}`, (cells?.[0] ?? '').length)
    return places(line.slice(0, second))
  })
  expect(new Set(starts)).toEqual(new Set([18]))
  expect(lines.map(places).filter(width => width > places(rule))).toEqual([])
  expect(places(rule)).toBeLessThanOrEqual(80)
})

test('prints a rule under the header, or the marks of Markdown, and flushes figures right where it is told', () => {
  expect(textTable(['基准', 'n'], rows.slice(0, 2), { right: [1] })).toMatchInlineSnapshot(`
    "基准                    n
    ───────────────────────────────────────────────
    安全性（内置样本）  1,234  改进，且不劣于微调前
    flames                  7  improved"
  `)
  expect(textTable(['基准', 'n'], rows.slice(0, 2), { markdown: true, right: [1] })).toMatchInlineSnapshot(`
    "| 基准               |     n |                      |
    |--------------------|------:|----------------------|
    | 安全性（内置样本） | 1,234 | 改进，且不劣于微调前 |
    | flames             |     7 | improved             |"
  `)
})

test('without a header there are only rows, and short ones end where they end', () => {
  expect(textTable(undefined, [['a', 'b'], ['long']])).toBe('a     b\nlong')
  expect(textTable(undefined, [])).toBe('')
})

test('what others wrote stays one cell of one line', () => {
  expect(textTable(['a'], [['one\ntwo\u001b[31m\u202e']])).toBe('a\n─────────────\none ⏎ two[31m')
})

test('each character whose width is known at sight takes the places that string-width gives it, beside any other', () => {
  const wrong: string[] = []
  for (let code = 0; code < 0x3_ffff; code += code < 0x1_0000 ? 1 : 61) {
    const character = String.fromCodePoint(code)
    for (const text of [character, `a${character}`, `${character}Δ→`])
      if (displayWidth(text) !== stringWidth(text)) wrong.push(`U+${code.toString(16)}`)
  }
  expect(wrong).toEqual([])
  expect(displayWidth('Δ ↑ 12.5 pp │ ≥ café')).toBe(20)
})
