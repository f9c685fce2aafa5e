import { expect, test } from 'vitest'
import type { JudgeContext } from './judge.ts'
import { judgeFromPlain, type PlainJudge } from './judge-from-plain.ts'

const context = (answer: string): JudgeContext => ({
  sample: {
    id: 's-1',
    input: [{ role: 'user', content: 'Two and two?' }],
    target: ['4'],
    language: 'en',
    metadata: {},
  },
  completion: { text: answer, finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 0 },
  options: { api: 'chat', upstreamParsing: false },
  templates: {},
  ask: async () => {
    throw new Error('it asks nobody')
  },
})

const gold: PlainJudge = (sample, output) => (sample.target?.includes(output) ? 1 : 0)
const scorer = ({ output, expected }: { output: string; expected?: string }) => ({
  name: 'Exact',
  score: output === expected ? 1 : null,
})

test('a function of the sample and the answer is a judge of ratings from 0 to 1', async () => {
  const judge = judgeFromPlain(gold)
  expect(judge).toMatchObject({ name: 'gold', scale: { min: 0, max: 1 }, model: 'none' })
  expect(await judge?.judge(context('4'))).toEqual({ label: 1, raw: '' })
  expect(await judge?.judge(context('5'))).toEqual({ label: 0, raw: '' })
})

test('a scorer of autoevals’ shape is one, and leaves unscored what it can’t tell', async () => {
  const judge = judgeFromPlain(scorer, 'ExactMatch_v2')
  expect(judge?.name).toBe('exact-match-v2')
  expect(await judge?.judge(context('4'))).toEqual({ label: 1, raw: '' })
  await expect(judge?.judge(context('5'))).rejects.toMatchObject({ code: 'unparsable-judgment' })
})

test.each([
  ['more than 1', () => 2],
  ['text', () => 'good'],
  ['nothing', () => undefined],
  ['an object without a score', () => ({ name: 'Exact' })],
])('%s is no score, but a fault of the function', async (_, says) => {
  const judge = judgeFromPlain(
    ((sample: object, output: string) => (sample && output ? says() : 0)) as PlainJudge,
    'odd',
  )
  await expect(judge?.judge(context('4'))).rejects.toMatchObject({ code: 'judgment-off-scale' })
})

test('a function without a name or without an argument is no judge', () => {
  expect(judgeFromPlain((() => 1) as PlainJudge, 'one')).toBeUndefined()
  expect(judgeFromPlain(((sample, output) => (sample ? output.length : 0)) as PlainJudge, '')).toBeUndefined()
  expect(judgeFromPlain(gold, 'default')).toBeUndefined()
})
