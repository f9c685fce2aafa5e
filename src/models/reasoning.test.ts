import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitReasoning } from './reasoning.ts'

test('leading thoughts come off the answer', () => {
  expect(splitReasoning('<think>\nTwo and two.\n</think>\n\nFour.')).toEqual({
    text: 'Four.',
    reasoning: 'Two and two.',
  })
  expect(splitReasoning('\n<thinking>a</thinking>b')).toEqual({ text: 'b', reasoning: 'a' })
  expect(splitReasoning('<think></think>b')).toEqual({ text: 'b' })
})

test('thoughts that were cut off leave no answer', () => {
  expect(splitReasoning('<think>Let me see, if')).toEqual({ text: '', reasoning: 'Let me see, if' })
})

test('thoughts whose opening tag stood in the prompt are thoughts all the same', () => {
  expect(splitReasoning('Let me see.\n</think>\nFour.')).toEqual({ text: 'Four.', reasoning: 'Let me see.' })
})

test('an answer that speaks of the tags is left as it is', () => {
  const text = 'Models write <think>thoughts</think> first.'
  expect(splitReasoning(text)).toEqual({ text })
})

test('text without a tag is never changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      fc.pre(!/<\/?think/.test(text))
      expect(splitReasoning(text)).toEqual({ text })
    }),
  )
})
