import { expect, test } from 'vitest'
import { defineBenchmark } from '../core/benchmark.ts'
import { defineDataset } from '../core/dataset.ts'
import { NotJudgedYet } from '../core/errors.ts'
import { defineJudge, type HumanRating } from '../core/judge.ts'
import { mean } from '../core/metric.ts'
import { judgeAnswer } from './judge-answer.ts'

const people = defineJudge<number>({
  name: 'people',
  version: 1,
  description: 'The first rating',
  scale: { min: 0, max: 100 },
  model: 'none',
  prompts: [],
  async judge({ ratings = [] }) {
    const [first] = ratings
    if (first === undefined) throw new NotJudgedYet('no-rating', 'nobody has rated it')
    return { label: first.rating, raw: '' }
  },
})

const benchmark = defineBenchmark<number>({
  name: 'rated',
  version: 1,
  description: 'One prompt',
  dataset: defineDataset({
    name: 'rated',
    version: 1,
    description: 'One prompt',
    card: { title: '', source: '', licence: '', citation: '', languages: ['en'] },
    file: { kind: 'own', formats: ['jsonl'], expects: '' },
    bundled: new URL('file:///none'),
    breakdowns: [],
    async *parse() {},
  }),
  prompts: [],
  judges: [people],
  demoJudge: 'people',
  metrics: [mean('rating', 'higher-is-better', ({ judgment }) => judgment.label)],
  limit: 'all',
})

const sample = { id: 's-1', input: [{ role: 'user' as const, content: 'Hm?' }], language: 'en', metadata: {} }
const completion = { text: 'Yes.', finishReason: 'stop' as const, usage: {}, servedModel: 'm', latencyMs: 0 }

const judged = async (ratings?: () => HumanRating[]) => {
  const options = { api: 'chat' as const, upstreamParsing: false }
  const setup = { judge: people, templates: {}, options, ...(ratings ? { ratings } : {}) }
  return (await judgeAnswer(setup, benchmark, sample, 1, completion, new AbortController().signal)).outcome
}

test('a judge that goes by people’s ratings is given those of this answer', async () => {
  expect(await judged(() => [{ rater: 'A', rating: 80 }])).toEqual({ ok: true, value: { label: 80, raw: '' } })
})

test('an answer that nobody has judged yet is counted, and may be judged by a resume', async () => {
  expect(await judged()).toEqual({ ok: false, error: { code: 'no-rating', message: 'nobody has rated it' } })
})
