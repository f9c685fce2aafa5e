import { expect, test } from 'vitest'
import { extractAnswer } from 'xeval/judges/math-equal'

test('the last complete box wins, nested braces and all', () => {
  expect(extractAnswer('First \\boxed{1}, then \\boxed{\\frac{\\sqrt{2}}{3}}. Also \\boxed{4')).toEqual({
    answer: '\\frac{\\sqrt{2}}{3}',
    via: 'boxed',
  })
  expect(extractAnswer('So \\fbox{$7$}; empty \\boxed{ }')).toEqual({ answer: '$7$', via: 'boxed' })
  expect(extractAnswer('\\boxed{\\{1, 2\\}}')).toEqual({ answer: '\\{1, 2\\}', via: 'boxed' })
  expect(extractAnswer('\\boxed 5')).toEqual({ answer: '5', via: 'boxed' })
})

test('without a box an answer line counts, in English and Chinese', () => {
  expect(extractAnswer('2 steps.\n**Answer:** $12$ apples, since 3 · 4 = 12')).toEqual({
    answer: '12',
    via: 'answer-line',
  })
  expect(extractAnswer('所以 x 是 3。\n答案：3')).toEqual({ answer: '3', via: 'answer-line' })
  expect(extractAnswer('Answer: 1\nNo.\nFinal answer: 2 \nDone in 3 steps.')).toEqual({
    answer: '2',
    via: 'answer-line',
  })
})

test('then the last number', () => {
  expect(extractAnswer('It takes 3 weeks and costs 1,250.50 in all.')).toEqual({
    answer: '1,250.50',
    via: 'final-number',
  })
  expect(extractAnswer('We get x = -7/3.')).toEqual({ answer: '-7/3', via: 'final-number' })
})

test('a text without an answer has none, and a cut-off one only what is boxed', () => {
  expect(extractAnswer('I don’t know.')).toBeUndefined()
  expect(extractAnswer('We have 3 + 4 = 7 and then', true)).toBeUndefined()
  expect(extractAnswer('So \\boxed{7}. Let us check', true)).toEqual({ answer: '7', via: 'boxed' })
})

test('a model that babbles costs no time', () => {
  const babble = [
    `answer${' '.repeat(200_000)}`,
    `${'1'.repeat(200_000)}x`,
    '\\boxed{'.repeat(30_000),
    '\\boxed{1}'.repeat(30_000),
    'Answer: '.repeat(30_000),
    `${'1,111'.repeat(40_000)}x`,
    '-'.repeat(200_000),
    '\\frac{'.repeat(30_000),
  ]
  const start = performance.now()
  for (const text of babble) extractAnswer(text)
  expect(performance.now() - start).toBeLessThan(3000)
})
