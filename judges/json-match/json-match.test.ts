import { expect, test } from 'vitest'
import type { Sample } from 'xeval'
import json from './index.ts'

const judge = async (text: string, target: string[] | undefined, settings: object = {}): Promise<string> => {
  const input = [{ role: 'user' as const, content: 'Which?' }]
  const sample: Sample = { id: 's', input, ...(target && { target }), language: 'en', metadata: {} }
  const completion = { text, finishReason: 'stop' as const, usage: {}, servedModel: 'm', latencyMs: 0 }
  const options = { api: 'chat' as const, upstreamParsing: false }
  const ask = async () => Promise.reject(new Error('it asks nobody'))
  return (json.settings?.judge(settings) ?? json).judge({ sample, completion, options, templates: {}, ask }).then(
    ({ label }) => String(label),
    error => error.code,
  )
}
const gold = '{"name":"Ada","age":36,"address":{"city":"London"}}'

test.each([
  [gold, {}, 'correct'],
  ['{ "age": 36, "address": { "city": "London" }, "name": "Ada", "more": 1 }', {}, 'correct'],
  [`Here it is:\n\`\`\`json\n${gold}\n\`\`\`\nAnything else?`, {}, 'correct'],
  [`Here it is: ${gold}. See [1].`, {}, 'correct'],
  [gold.replace('36', '37'), {}, 'incorrect'],
  [gold.replace('36', '37'), { fields: ['name', 'address.city'] }, 'correct'],
  [gold.replace('London', 'Paris'), { fields: ['name', 'address.city'] }, 'incorrect'],
  [`Here it is: ${gold}`, { strict: true }, 'not-json'],
  ['Her name is Ada.', {}, 'not-json'],
  ['{"name": "Ada",', {}, 'not-json'],
  [`${gold} or ${gold.replace('36', '37')}`, {}, 'undecided'],
  [`${gold} or ${gold}`, {}, 'correct'],
])('%s by %j is %s', async (answer, settings, label) => {
  expect(await judge(answer, [gold], settings)).toBe(label)
})

test('a schema alone is enough, and one that cannot be checked is refused', async () => {
  const schema = { type: 'object', properties: { age: { type: 'integer', minimum: 0 } }, required: ['age'] }
  expect(await judge('{"age": 36}', undefined, { schema })).toBe('correct')
  expect(await judge('{"age": -1}', undefined, { schema })).toBe('incorrect')
  expect(await judge('{}', undefined, { schema })).toBe('incorrect')
  expect(json.settings?.schema.safeParse({ schema: { type: 'nonsense' } }).success).toBe(false)
})
