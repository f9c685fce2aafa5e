import { type Benchmark, defineBenchmark } from '../core/benchmark.ts'
import { defineDataset } from '../core/dataset.ts'
import { UnparsableReply } from '../core/errors.ts'
import { stableId } from '../core/hash.ts'
import { defineJudge } from '../core/judge.ts'
import type { Manifest } from '../core/manifest.ts'
import { rate } from '../core/metric.ts'
import type { Sample } from '../core/sample.ts'

/**
 * `n` samples whose questions count up; ids are made from them.
 *
 * @example
 * toySamples(2).map(({ input }) => input[0]?.content) // → ['Question 0?', 'Question 1?']
 */
export const toySamples = (n: number): Sample[] =>
  Array.from({ length: n }, (_, i) => ({
    id: stableId('toy', `Question ${i}?`),
    input: [{ role: 'user', content: `Question ${i}?` }],
    language: 'en',
    metadata: { parity: i % 2 === 0 ? 'even' : 'odd' },
  }))

const dataset = defineDataset({
  name: 'toy',
  version: 1,
  description: 'Questions that count up',
  card: { title: 'Toy', source: 'https://example.org', licence: 'MIT', citation: '', languages: ['en'] },
  file: { kind: 'own', formats: ['jsonl'], expects: 'nothing' },
  bundled: new URL('file:///toy'),
  breakdowns: ['parity'],
  async *parse() {
    yield* toySamples(24)
  },
})

/**
 * Judges `good …` as good and `bad …` as bad without a model; anything else it can't read.
 *
 * @example
 * const [sample] = toySamples(1)
 * const completion: Completion = { text: 'good morning', finishReason: 'stop', usage: {}, servedModel: 'mock', latencyMs: 1 }
 * const ask = async (): Promise<Completion> => completion
 * if (sample === undefined) throw new Error('there is one')
 * const judgment = await wordJudge.judge({ sample, completion, ask, templates: {}, options: { api: 'chat', upstreamParsing: false } })
 * judgment.label // → 'good'
 */
export const wordJudge = defineJudge({
  name: 'word',
  version: 1,
  description: 'Reads the first word',
  scale: ['good', 'bad'],
  model: 'none',
  prompts: [],
  async judge({ completion: { text } }) {
    if (text.startsWith('good')) return { label: 'good', raw: '' }
    if (text.startsWith('bad')) return { label: 'bad', raw: '' }
    throw new UnparsableReply('word', text, 'good or bad')
  },
})

/**
 * Asks its model and reads the reply in the same way.
 *
 * @example
 * askingJudge.model // → 'required'
 */
export const askingJudge = defineJudge({
  ...wordJudge,
  name: 'asking',
  model: 'required',
  async judge({ completion, ask }) {
    const { text } = await ask({ messages: [{ role: 'user', content: `Judge: ${completion.text}` }] })
    if (text === 'good' || text === 'bad') return { label: text, raw: text }
    throw new UnparsableReply('asking', text, 'good or bad')
  },
})

/**
 * A whole benchmark for tests of the engine: `good` answers score 1.
 *
 * @example
 * toyBenchmark.judges.map(({ name }) => name) // → ['word', 'asking']
 */
export const toyBenchmark: Benchmark<'good' | 'bad'> = defineBenchmark({
  name: 'toy',
  version: 1,
  description: 'Toy',
  dataset,
  prompts: [],
  judges: [wordJudge, askingJudge],
  demoJudge: 'word',
  metrics: [rate('good_rate', 'higher-is-better', ({ judgment }) => judgment.label === 'good')],
  limit: 'all',
})

/**
 * A manifest of `n` toy samples.
 *
 * @example
 * toyManifest(24).benchmarks[0]?.n // → 24
 */
export const toyManifest = (n: number, more: Partial<Manifest> = {}): Manifest => ({
  schemaVersion: 1,
  id: 'toy-run',
  status: 'running',
  sessions: [{ startedAt: '2026-01-01T00:00:00.000Z' }],
  suite: 'toys',
  demo: false,
  model: { ref: 'mock/model', provider: 'mock', name: 'model', api: 'chat' },
  parameters: { temperature: 0 },
  epochs: 1,
  seed: 0,
  sampling: { limit: 'all' },
  benchmarks: [
    {
      name: 'toy',
      version: 1,
      dataset: { name: 'toy', version: 1, sha256: '0'.repeat(64), bundled: false },
      available: n,
      n,
      sampleIds: '0'.repeat(64),
      prompts: {},
      judge: { name: 'word', version: 1, prompts: {}, source: 'xeval v1' },
    },
  ],
  versions: { xeval: '0.0.0', node: 'v24.0.0', platform: 'test' },
  ...more,
})
