import { expect, test } from 'vitest'
import { cpuTime } from '../testing/cpu-time.ts'
import { terminalJson, terminalText } from './terminal-text.ts'

test.each([
  ['colours', '\u001b[31mred\u001b[0m', '[31mred[0m'],
  ['a title', '\u001b]0;owned\u0007x', ']0;ownedx'],
  ['a link', '\u001b]8;;http://x\u001b\\y', ']8;;http://x\\y'],
  ['C1', '\u009b2Jx\u0090q\u009cy', '2Jxqy'],
  ['directions', 'a\u202eb\u2066c\u200fd', 'abcd'],
  ['a line written over', 'real\rfake', 'realfake'],
  ['backspaces, bells and NUL', 'a\b\u0007\0\u007fb', 'ab'],
  ['line separators', 'a\u2028b\u2029c', 'a\nb\nc'],
  ['lone surrogates', 'a\ud800b', 'a\ufffdb'],
  [
    'commands to a CI runner',
    'x\n::stop-commands::y\n ::error::z\n##[error]w',
    'x\n: :stop-commands::y\n : :error::z\n# #[error]w',
  ],
])('%s go', (_, text, plain) => expect(terminalText(text)).toBe(plain))

test('lines, tabs, CSV’s line ends, emoji and all scripts stay', () => {
  const text = 'a\tb\r\nc\n 你好 👩‍👩‍👧 e\u0301 std::vector a::b ##\n  :: '
  expect(terminalText(text)).toBe(text)
})

test('JSON keeps its value', () => {
  const value = { [`a\u009b\u202e`]: ['\u007f\u2028', '你好 👍', '\u001b'] }
  const written = terminalJson(JSON.stringify(value))
  expect(JSON.parse(written)).toEqual(value)
  expect(terminalText(written)).toBe(written)
})

test('takes linear time', async () => {
  for (const unit of [' ', '\t', ':', '::', '\r', '#', '\u001b', 'x'])
    expect(await cpuTime(() => terminalText(`${unit.repeat(400_000)}\u001b`))).toBeLessThan(1000)
})
