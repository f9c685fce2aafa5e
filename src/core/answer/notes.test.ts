import { expect, test } from 'vitest'
import type { Completion } from '../completion.ts'
import { notesOn } from './notes.ts'

const completion = (rest: Partial<Completion>): Completion => ({
  text: 'Four.',
  finishReason: 'stop',
  usage: { outputTokens: 3 },
  servedModel: 'm',
  latencyMs: 1,
  ...rest,
})
const thoughts = (n: number): string => 'They want to know what it is. '.repeat(n)

test.each([
  ['English', { reasoning: thoughts(50), usage: { outputTokens: 3 } }],
  ['English with a long answer', { text: thoughts(10), reasoning: thoughts(200), usage: { outputTokens: 70 } }],
  ['Chinese', { reasoning: '用户想知道这是什么。'.repeat(40), usage: { outputTokens: 5 } }],
])('thoughts that the counted tokens can’t hold are noted: %s', (_, rest) => {
  expect(notesOn(completion(rest))).toContain('uncounted-thoughts')
})

test.each([
  ['counted with the answer', { reasoning: thoughts(50), usage: { outputTokens: 350 } }],
  ['counted in Chinese', { reasoning: '用户想知道这是什么。'.repeat(40), usage: { outputTokens: 280 } }],
  ['counted apart', { reasoning: thoughts(50), usage: { outputTokens: 3, reasoningTokens: 0 } }],
  ['without a count', { reasoning: thoughts(50), usage: {} }],
  ['short', { reasoning: 'Two and two is four.', usage: { outputTokens: 1 } }],
  ['code with much white space', { reasoning: `${' '.repeat(8)}x = 1\n`.repeat(40), usage: { outputTokens: 240 } }],
])('thoughts are not suspected that are %s', (_, rest) => {
  expect(notesOn(completion(rest))).not.toContain('uncounted-thoughts')
})

test('what a server leaves unsaid is noted', () => {
  expect(notesOn(completion({ endUnstated: true }))).toEqual(['no-finish-reason'])
  expect(notesOn(completion({ filledLimit: true }))).toEqual(['filled-limit'])
  expect(notesOn(completion({ usage: {} }))).toEqual(['no-token-count'])
  expect(notesOn(completion({}))).toEqual([])
})

test.each([
  '<analysis>Sales fell.</analysis>',
  'Here is my thought process:\nFirst this.',
  '```thinking\nnever closed',
])('what may be a thought and was left in the answer is counted: %j', text => {
  expect(notesOn(completion({ text }))).toEqual(['left-over-mark'])
})
