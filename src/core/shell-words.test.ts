import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellWords } from './shell-words.ts'

test('what needs no quotes gets none', () => {
  expect(shellWords(['xeval', 'run', '--model', 'http://localhost:8000/v1#base', '--judge', 'id=openai/gpt-4o'])).toBe(
    'xeval run --model http://localhost:8000/v1#base --judge id=openai/gpt-4o',
  )
})

test('a shell reads back the very words', () => {
  const word = fc.string({ unit: 'grapheme' }).filter(text => !text.includes('\0') && text.isWellFormed())
  const odd = ["it's", '', 'a b', '$HOME', '`x`', '"', '~', '#', '\n', '*', '\\', '!', '~/runs']
  const read = (words: readonly string[]): string[] =>
    execFileSync('sh', ['-c', `printf '%s\\0' ${shellWords(words)}`], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1)
  expect(read(odd)).toEqual(odd)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), words => {
      expect(read(words)).toEqual(words)
    }),
    { numRuns: 30 },
  )
})
