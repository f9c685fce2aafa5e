import { expect, test } from 'vitest'
import type { HumanRating, JudgeContext } from 'xeval'
import human from './index.ts'

const context = (ratings?: HumanRating[]): JudgeContext => ({
  sample: { id: 's-1', input: [{ role: 'user', content: 'Hm?' }], language: 'en', metadata: {} },
  completion: { text: 'Yes.', finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 0 },
  options: { api: 'chat', upstreamParsing: false },
  templates: {},
  ask: () => Promise.reject(new Error('no request may be made')),
  ...(ratings ? { ratings } : {}),
})

test('the label is the mean of the raters', async () => {
  const ratings = [
    { rater: 'A', rating: 80 },
    { rater: 'B', rating: 95, comment: 'Clear.' },
    { rater: 'C', rating: 70 },
  ]
  expect(await human.judge(context(ratings))).toEqual({
    label: 81.66666666666667,
    rationale: 'B: Clear.',
    via: '3 raters',
    raw: '',
  })
})

test.each([[undefined], [[]]])('an answer that nobody has rated has no judgment, and no zero', async ratings => {
  await expect(human.judge(context(ratings))).rejects.toMatchObject({ code: 'no-rating', pending: true })
})
