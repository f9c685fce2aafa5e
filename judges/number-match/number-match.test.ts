import { describe, expect, test } from 'vitest'
import type { Sample } from 'xeval'
import number from './index.ts'

const judge = async (text: string, target: string[], settings: object = {}): Promise<string> => {
  const sample: Sample = {
    id: 's',
    input: [{ role: 'user', content: 'How many?' }],
    target,
    language: 'en',
    metadata: {},
  }
  const completion = { text, finishReason: 'stop' as const, usage: {}, servedModel: 'm', latencyMs: 0 }
  const options = { api: 'chat' as const, upstreamParsing: false }
  const ask = async () => Promise.reject(new Error('it asks nobody'))
  const made = number.settings?.judge(settings) ?? number
  return made.judge({ sample, completion, options, templates: {}, ask }).then(
    ({ label }) => String(label),
    error => error.code,
  )
}

test.each([
  ['42', '42', 'correct'],
  ['The answer is 42.', '42', 'correct'],
  ['答案是四十二。', '42', 'correct'],
  ['一共有三千五百元', '3500', 'correct'],
  ['1,234,567', '1234567', 'correct'],
  ['1234567', '1,234,567', 'correct'],
  ['12%', '12%', 'correct'],
  ['12', '12%', 'correct'],
  ['0.12', '12%', 'correct'],
  ['12%', '0.12', 'correct'],
  ['12', '0.12', 'incorrect'],
  ['3.14159', '3.14', 'correct'],
  ['3.15', '3.14', 'incorrect'],
  ['-7', '-7', 'correct'],
  ['7', '-7', 'incorrect'],
  ['2.5e3', '2500', 'correct'],
  ['2.5 × 10^3', '2500', 'correct'],
  ['First 3, then 4, so the answer is \\boxed{12}.', '12', 'correct'],
  ['43', '42', 'incorrect'],
  ['I have no idea.', '42', 'not-attempted'],
  ['我不知道。', '42', 'not-attempted'],
  ['Either 41 or 42.', '42', 'undecided'],
  ['More than 42.', '42', 'undecided'],
  ['A great many.', '42', 'undecided'],
  ['', '42', 'undecided'],
])('%j for gold %s is %s', async (answer, gold, label) => {
  expect(await judge(answer, [gold])).toBe(label)
})

describe('a tolerance', () => {
  test.each([
    [{ tolerance: 0.5 }, '10.4', '10', 'correct'],
    [{ tolerance: 0.5 }, '10.6', '10', 'incorrect'],
    [{ relative: 0.01 }, '1009', '1000', 'correct'],
    [{ relative: 0.01 }, '1011', '1000', 'incorrect'],
    [{ tolerance: 0 }, '3.141', '3.14', 'incorrect'],
    [{ tolerance: 1, relative: 0.001 }, '1001', '1000', 'correct'],
  ])('of %j takes %s for %s as %s', async (settings, answer, gold, label) => {
    expect(await judge(answer, [gold], settings)).toBe(label)
  })
})

test('any of the gold answers counts, and one that is no number is said beforehand', async () => {
  expect(await judge('5', ['4', '5'])).toBe('correct')
  const sample = { id: 's', input: [], language: 'en', metadata: {} }
  expect(number.unfit?.({ ...sample, target: ['4', 'many'] })).toContain('"many" is no number')
  expect(number.unfit?.({ ...sample, target: ['4', '三千', '1,000', '-2 %'] })).toBe(undefined)
})
