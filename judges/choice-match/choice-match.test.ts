import { expect, test } from 'vitest'
import type { Sample } from 'xeval'
import choice from './index.ts'

const cities = ['Paris', 'London', 'New York', 'New York City']
const colours = ['红色', '蓝色', '绿色']

const judge = async (text: string, target: string, choices: string[], settings: object = {}): Promise<string> => {
  const input = [{ role: 'user' as const, content: 'Which?' }]
  const sample: Sample = { id: 's', input, target: [target], language: 'en', metadata: { choices } }
  const completion = { text, finishReason: 'stop' as const, usage: {}, servedModel: 'm', latencyMs: 0 }
  const options = { api: 'chat' as const, upstreamParsing: false }
  const ask = async () => Promise.reject(new Error('it asks nobody'))
  return (choice.settings?.judge(settings) ?? choice).judge({ sample, completion, options, templates: {}, ask }).then(
    ({ label }) => String(label),
    error => error.code,
  )
}

test.each([
  ['B', 'correct'],
  ['b', 'correct'],
  ['(B)', 'correct'],
  ['B.', 'correct'],
  ['**B**', 'correct'],
  ['B) London', 'correct'],
  ['B. London, since it lies on the Thames.', 'correct'],
  ['The answer is B.', 'correct'],
  ['The correct answer is (B) London.', 'correct'],
  ['A is in France, so the answer is B.', 'correct'],
  ['\\boxed{B}', 'correct'],
  ['London', 'correct'],
  ['It is London.', 'correct'],
  ['I would choose option B.', 'correct'],
  ['A', 'incorrect'],
  ['Paris is a lovely place.', 'incorrect'],
  ['New York City', 'incorrect'],
  ['A or B.', 'undecided'],
  ['A. B.', 'undecided'],
  ['Paris or London', 'undecided'],
  ['B. Paris', 'undecided'],
  ['Not London.', 'undecided'],
  ['E', 'undecided'],
  ['Somewhere in a big country.', 'undecided'],
  ["I don't know.", 'not-attempted'],
])('%j, where London (B) is right, is %s', async (answer, label) => {
  expect(await judge(answer, 'B', cities)).toBe(label)
  expect(await judge(answer, 'London', cities)).toBe(label)
})

test.each([
  ['答案是B', 'correct'],
  ['答案：Ｂ', 'correct'],
  ['选B。', 'correct'],
  ['我选择B，蓝色。', 'correct'],
  ['正确答案是（B）蓝色', 'correct'],
  ['蓝色', 'correct'],
  ['应该是蓝色的。', 'correct'],
  ['答案是A', 'incorrect'],
  ['A或B', 'undecided'],
  ['红色和蓝色都可以。', 'undecided'],
  ['不是蓝色。', 'undecided'],
  ['我不知道。', 'not-attempted'],
])('%s，正确答案为 B 蓝色，判为 %s', async (answer, label) => {
  expect(await judge(answer, 'B', colours)).toBe(label)
})

test('a number of a choice is a gold answer where it is said from which it counts', async () => {
  expect(await judge('B', '1', cities, { answers: 'from-0' })).toBe('correct')
  expect(await judge('B', '2', cities, { answers: 'from-1' })).toBe('correct')
  const sample = { id: 's', input: [], language: 'en', metadata: { choices: cities } }
  expect(choice.unfit?.({ ...sample, target: ['1'] })).toContain('from-0')
  expect(choice.unfit?.({ ...sample, target: ['Rome'] })).toContain('"Rome" is none of its choices')
  expect(choice.unfit?.({ ...sample, target: ['1'], metadata: { choices: ['1', '2'] } })).toBe(undefined)
})
