import { expect, test } from 'vitest'
import { neededWords } from './needed-words.ts'

test('a range that begins at or below the pairs that did not show it is given by its other end', () => {
  const { en, zh } = neededWords
  expect(en(500, [67, 3542], 120)).toBe('up to 3,542 pairs needed')
  expect(en(500, [67, null], 120)).toBe('more than 120 pairs needed')
  expect(en(500, [121, 3542], 120)).toBe('121 to 3,542 pairs needed')
  expect(zh(500, [67, 3542], 120)).toBe('最多需 3,542 对样本')
  expect(zh(500, [67, null], 120)).toBe('需多于 120 对样本')
  // A reader that does not say how many there were is told the whole range.
  expect(en(500, [67, 3542])).toBe('67 to 3,542 pairs needed')
})
