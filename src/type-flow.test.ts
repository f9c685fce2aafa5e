// What tsc knows without an annotation, from dataset to judge to score. It checks this file as it does all others; each
// `@ts-expect-error` is an error of its own where nothing is wrong.
import { expect, expectTypeOf, test } from 'vitest'
import {
  type Benchmark,
  defineBenchmark,
  defineDataset,
  defineJudge,
  defineProvider,
  defineReport,
  type Judge,
  judgeFromFunction,
  judgeFromScorer,
  llmJudge,
  type ReportInput,
  rate,
  readJsonl,
  type Sample,
  stableId,
} from 'xeval'
import { mockModel, toyBenchmark } from 'xeval/testing'
import { z } from 'zod'

const dataset = defineDataset({
  ...toyBenchmark.dataset,
  async *parse(path) {
    expectTypeOf(path).toEqualTypeOf<string>()
    for await (const { value } of readJsonl(path, z.object({ question: z.string(), marks: z.number() }))) {
      expectTypeOf(value).toEqualTypeOf<{ question: string; marks: number }>()
      yield {
        id: stableId('t', value.question),
        input: [{ role: 'user', content: value.question }],
        language: 'en',
        metadata: {},
      }
    }
  },
})

const labelled = defineJudge({
  name: 'labelled',
  version: 1,
  description: 'By labels',
  scale: ['good', 'bad'],
  model: 'none',
  prompts: [],
  async judge({ sample, completion }) {
    expectTypeOf(sample).toEqualTypeOf<Sample>()
    expectTypeOf(completion.text).toEqualTypeOf<string>()
    return { label: completion.text === '' ? 'bad' : 'good', raw: '' }
  },
})

const parts = {
  name: 't',
  version: 1,
  description: 'T',
  dataset,
  prompts: [],
  demoJudge: 'labelled',
  limit: 'all',
} as const

test('a judge’s labels are read off its scale, and a benchmark’s metrics know them', () => {
  expectTypeOf(labelled).toEqualTypeOf<Judge<'good' | 'bad'>>()
  const benchmark = defineBenchmark({
    ...parts,
    judges: [labelled],
    metrics: make => [
      make.rate('good_rate', 'higher-is-better', ({ judgment, sample, completion }) => {
        expectTypeOf(judgment.label).toEqualTypeOf<'good' | 'bad'>()
        expectTypeOf(sample).toEqualTypeOf<Sample>()
        expectTypeOf(completion.usage.outputTokens).toEqualTypeOf<number | undefined>()
        return judgment.label === 'good'
      }),
    ],
  })
  expectTypeOf(benchmark).toEqualTypeOf<Benchmark<'good' | 'bad'>>()
  expect(benchmark.metrics[0].name).toBe('good_rate')
})

test('a label that no judge gives is a type error in a metric, and in a judge', () => {
  defineBenchmark({
    ...parts,
    judges: [labelled],
    // @ts-expect-error: it is spelt otherwise
    metrics: make => [make.rate('good_rate', 'higher-is-better', ({ judgment }) => judgment.label === 'god')],
  })
  const wrong = defineJudge({
    ...labelled,
    scale: ['good', 'bad'],
    // @ts-expect-error: it is not on the scale
    judge: async () => ({ label: 'fair', raw: '' }),
  })
  expect(wrong.scale).toEqual(['good', 'bad'])
})

test('judges of other labels don’t go with the metrics of a benchmark', () => {
  const other = judgeFromFunction({ name: 'other', labels: ['yes', 'no'], judge: () => 'yes' })
  expectTypeOf(other).toEqualTypeOf<Judge<'yes' | 'no'>>()
  const metric = rate<'good' | 'bad'>('good_rate', 'higher-is-better', ({ judgment }) => judgment.label === 'good')
  // @ts-expect-error: its metric reads labels that this judge doesn't give
  const wrong = defineBenchmark({ ...parts, judges: [other], metrics: [metric] })
  expect(wrong.judges).toEqual([other])
})

test('functions, scorers and judges that ask a model bring their labels or ratings', () => {
  const brief = judgeFromFunction({
    name: 'brief',
    labels: ['brief', 'long'],
    judge: ({ output, expected }) => {
      expectTypeOf(output).toEqualTypeOf<string>()
      expectTypeOf(expected).toEqualTypeOf<string | undefined>()
      return output.length < 9 ? 'brief' : null
    },
  })
  expectTypeOf(brief).toEqualTypeOf<Judge<'brief' | 'long'>>()
  // @ts-expect-error: it is none of its labels
  judgeFromFunction({ name: 'odd', labels: ['brief', 'long'], judge: () => 'short' })
  const scored = judgeFromScorer({ name: 'scored', scorer: ({ output }) => output.length / 100 })
  expectTypeOf(scored).toEqualTypeOf<Judge<number>>()
  const asking = llmJudge({
    ...labelled,
    labels: ['kind', 'unkind'],
    prompts: {},
    reminders: {},
    variables: () => ({}),
  })
  expectTypeOf(asking).toEqualTypeOf<Judge<'kind' | 'unkind'>>()
  const ratings = defineBenchmark({
    ...parts,
    judges: [scored],
    metrics: make => [
      make.mean('score', 'higher-is-better', ({ judgment }) => {
        expectTypeOf(judgment.label).toEqualTypeOf<number>()
        return judgment.label
      }),
    ],
  })
  expectTypeOf(ratings).toEqualTypeOf<Benchmark<number>>()
  expect(ratings.judges).toEqual([scored])
})

test('what a report and a provider are given has its type', () => {
  const report = defineReport({
    name: 'typed',
    version: 1,
    description: 'Typed',
    extension: '.txt',
    render(input, { language }) {
      expectTypeOf(input).toEqualTypeOf<ReportInput>()
      expectTypeOf(language).toEqualTypeOf<'en' | 'zh'>()
      // @ts-expect-error: a published table has no title of a suite's
      return `${input.title}\n`
    },
  })
  const provider = defineProvider({
    name: 'typed',
    version: 1,
    description: 'Typed',
    syntax: 'typed/NAME',
    prefixes: ['typed/'],
    accepts: ref => ref.startsWith('typed/'),
    async open(ref, { env, timeoutMs }) {
      expectTypeOf(env['KEY']).toEqualTypeOf<string | undefined>()
      expectTypeOf(timeoutMs).toEqualTypeOf<number>()
      return mockModel(({ messages }) => messages.at(-1)?.content ?? '', { ref })
    },
  })
  expect([report.extension, provider.prefixes]).toEqual(['.txt', ['typed/']])
})
