import { expect, test } from 'vitest'
import { displayWidth } from './text-table.ts'
import { wrap } from './wrap.ts'

test('a sentence is broken at blanks, its later lines are indented, and a word that is too long stays whole', () => {
  expect(wrap('a loss as large as the margin', { width: 12 })).toBe('a loss as\n  large as\n  the margin')
  expect(wrap('see https://example.org/a/long/address here', { width: 12 })).toBe(
    'see\n  https://example.org/a/long/address\n  here',
  )
  expect(wrap('short')).toBe('short')
})

test('Chinese is broken between characters of two places each, and no line begins with punctuation', () => {
  const text =
    '缺失的 19 个回答可能掩盖达到界值的损失（微调前 0，微调后 19），因此不能判定通过；请检查 http-500 错误的原因。'
  for (const width of [12, 17, 24, 40]) {
    const lines = wrap(text, { width }).split('\n')
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) {
      expect(displayWidth(line)).toBeLessThanOrEqual(width)
      expect(line).not.toMatch(/^ *[，。；：）]/)
    }
    expect(
      lines
        .map(line => line.trim())
        .join('')
        .replaceAll(' ', ''),
    ).toBe(text.replaceAll(' ', ''))
  }
})
