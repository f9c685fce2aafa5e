import { expect, test } from 'vitest'
import type { Sample } from 'xeval'
import regex from './index.ts'

const judge = async (text: string, settings: object, target?: string[]): Promise<string> => {
  const input = [{ role: 'user' as const, content: 'Which?' }]
  const sample: Sample = { id: 's', input, ...(target && { target }), language: 'en', metadata: {} }
  const completion = { text, finishReason: 'stop' as const, usage: {}, servedModel: 'm', latencyMs: 0 }
  const options = { api: 'chat' as const, upstreamParsing: false }
  const ask = async () => Promise.reject(new Error('it asks nobody'))
  return (regex.settings?.judge(settings) ?? regex).judge({ sample, completion, options, templates: {}, ask }).then(
    ({ label }) => String(label),
    error => error.code,
  )
}

test.each([
  ['It is Paris.', { pattern: '\\bParis\\b' }, 'correct'],
  ['It is Parisian.', { pattern: '\\bParis\\b' }, 'incorrect'],
  ['paris', { pattern: 'Paris' }, 'incorrect'],
  ['paris', { pattern: 'Paris', flags: 'i' }, 'correct'],
  ['It is Paris.', { pattern: 'Paris', where: 'whole' }, 'incorrect'],
  [' Paris ', { pattern: 'Paris|London', where: 'whole' }, 'correct'],
  ['答案：\\u5317京', { pattern: '\\p{Script=Han}+' }, 'correct'],
])('%j by %j is %s', async (answer, settings, label) => {
  expect(await judge(answer, settings)).toBe(label)
})

test('the gold answers are patterns where the task has none', async () => {
  expect(await judge('colour', {}, ['colou?r', 'hue'])).toBe('correct')
  expect(await judge('shade', {}, ['colou?r', 'hue'])).toBe('incorrect')
})

test('a pattern that would backtrack for ever leaves an answer undecided instead of holding up the run', async () => {
  expect(await judge(`${'a'.repeat(60)}!`, { pattern: '^(a+)+$' })).toBe('undecided')
})
