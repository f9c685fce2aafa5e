import { expect, test } from 'vitest'
import type { Completion } from './completion.ts'
import type { Judge, JudgeContext } from './judge.ts'
import { judgeFromFunction, judgeFromScorer } from './judge-from-function.ts'

const completion = (text: string): Completion => ({
  text,
  finishReason: 'stop',
  usage: {},
  servedModel: 'script',
  latencyMs: 0,
})

const context = (answer: string, target?: string[]): JudgeContext => ({
  sample: {
    id: 's-1',
    input: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'What is 2 + 2?' },
    ],
    ...(target && { target }),
    language: 'en',
    metadata: {},
  },
  completion: completion(answer),
  options: { api: 'chat', upstreamParsing: false },
  templates: {},
  ask: async () => {
    throw new Error('a function asks nobody')
  },
})

const judged = (judge: Judge, answer: string, target?: string[]) => judge.judge(context(answer, target))

test('a function of labels judges, with its reason where it gives one', async () => {
  const brief = judgeFromFunction({
    name: 'brief',
    labels: ['brief', 'long'],
    judge: ({ output }) => (output.length < 6 ? { label: 'brief', rationale: `${output.length} letters` } : 'long'),
  })
  expect(await judged(brief, 'Four.')).toEqual({ label: 'brief', rationale: '5 letters', raw: '' })
  expect(await judged(brief, 'It is four.')).toEqual({ label: 'long', raw: '' })
})

test('a scorer is told the last question, the answer and the first target, and rates from 0 to 1', async () => {
  const asked: unknown[] = []
  const judge = judgeFromScorer({
    name: 'exact',
    scorer: async args => {
      asked.push(args)
      return { name: 'Exact', score: args.expected === args.output ? 1 : 0.5 }
    },
  })
  expect(await judged(judge, '4', ['4', 'four'])).toEqual({ label: 1, raw: '' })
  expect(await judged(judge, '5')).toEqual({ label: 0.5, raw: '' })
  expect(asked).toEqual([
    { input: 'What is 2 + 2?', output: '4', expected: '4' },
    { input: 'What is 2 + 2?', output: '5' },
  ])
})

test('null is no score: the answer is undecided, and gets no class', async () => {
  const function_ = judgeFromFunction({ name: 'unsure', labels: ['a', 'b'], judge: () => null })
  const scorer = judgeFromScorer({ name: 'unsure', scorer: () => ({ name: 'Unsure', score: null }) })
  for (const judge of [function_, scorer])
    await expect(judged(judge, 'x')).rejects.toMatchObject({ code: 'unparsable-judgment', raw: '' })
})

test.each([1.5, -0.1, Number.NaN, Number.POSITIVE_INFINITY])(
  'a score of %d is off the scale, and no judgment',
  async score => {
    const judge = judgeFromScorer({ name: 'wild', scorer: () => score })
    await expect(judged(judge, 'x')).rejects.toMatchObject({
      code: 'judgment-off-scale',
      message: `judge wild returned ${score}; allowed: 0 to 1, or null`,
    })
  },
)

test.each([undefined, 'c', 1, {}])('%j is no label of the closed set', async label => {
  const judge = judgeFromFunction({
    name: 'wild',
    labels: ['a', 'b'],
    judge: () => JSON.parse(JSON.stringify({ label })),
  })
  await expect(judged(judge, 'x')).rejects.toMatchObject({ code: 'judgment-off-scale' })
})

test('what a function throws names the judge and the place', async () => {
  const judge = judgeFromFunction({
    name: 'broken',
    min: 1,
    max: 5,
    judge: () => {
      throw new TypeError('no such field')
    },
  })
  await expect(judged(judge, 'x')).rejects.toMatchObject({
    code: 'judge-failed',
    message: 'judge broken failed: no such field',
  })
})
