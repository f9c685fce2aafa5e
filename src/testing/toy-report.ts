import type { Comparison, MetricComparison } from '../core/comparison.ts'
import type {
  BehaviourInput,
  ComparisonInput,
  LeaderboardInput,
  PublishedInput,
  RunInput,
  SeriesInput,
} from '../core/report.ts'
import type { RunResult } from '../core/run-result.ts'
import { toyManifest, toySamples } from './toy.ts'

const facts = { title: 'Toys', citations: ['@misc{toy, title={Toy}}'] }
const none = { before: 0, after: 0 }
const [before, after] = ['before', 'after'].map(id => ({ ...toyManifest(200), id, status: 'complete' as const }))
const manifests = { before: before ?? toyManifest(200), after: after ?? toyManifest(200) }

const metrics: RunResult['benchmarks'][number]['metrics'] = [
  {
    name: 'good_rate',
    value: 0.9,
    ci95: [0.851, 0.934],
    n: 200,
    direction: 'higher-is-better',
    unit: 'rate',
    method: 'wilson',
  },
]

const change: MetricComparison = {
  metric: 'good_rate',
  unit: 'rate',
  direction: 'higher-is-better',
  n: 200,
  before: { value: 0.9, ci95: [0.851, 0.934] },
  after: { value: 0.8, ci95: [0.739, 0.85] },
  delta: { value: -0.1, ci95: [-0.15, -0.057], method: 'newcombe' },
  test: { name: 'mcnemar-exact', p: 0.0000019, pAdjusted: 0.0000019 },
  verdict: 'regressed',
}

const runs = [manifests.before, manifests.after].map(({ id }) => ({ id, dir: id, model: `mock/${id}`, demo: false }))
const [first, second] = runs
const nobody = { id: '', dir: '', model: '', demo: false }

const comparison: Comparison = {
  schemaVersion: 1,
  suite: 'toys',
  before: first ?? nobody,
  after: second ?? nobody,
  comparable: true,
  differences: [],
  alpha: 0.05,
  benchmarks: [
    {
      ...change,
      name: 'toy',
      bundled: false,
      judge: 'word',
      flips: { improved: 0, regressed: 20 },
      errored: none,
      unscored: none,
      unpaired: none,
      others: [],
      groups: {},
    },
  ],
  notCompared: [],
}

/**
 * An input of each kind that a report renders, of one benchmark of 200 samples: for tests of reports.
 *
 * @example
 * toyInputs.comparison.comparison.benchmarks[0]?.verdict // → 'regressed'
 */
export const toyInputs: {
  run: RunInput
  comparison: ComparisonInput
  series: SeriesInput
  published: PublishedInput
  leaderboard: LeaderboardInput
  behaviour: BehaviourInput
} = {
  run: {
    kind: 'run',
    ...facts,
    manifest: manifests.before,
    analyses: [],
    run: {
      schemaVersion: 1,
      run: { id: 'before', dir: 'before', status: 'complete', demo: false },
      suite: 'toys',
      model: 'mock/before',
      benchmarks: [
        {
          name: 'toy',
          dataset: { sha256: '0'.repeat(64), bundled: false },
          judge: 'word',
          n: 200,
          scored: 200,
          errored: 0,
          unscored: 0,
          failures: {},
          cached: 0,
          metrics,
          groups: {},
        },
      ],
    },
  },
  comparison: { kind: 'comparison', ...facts, manifests, analyses: [], flips: toySamples(1).map(flipOf), comparison },
  series: {
    kind: 'series',
    ...facts,
    manifests: [manifests.before, manifests.after],
    series: {
      schemaVersion: 1,
      suite: 'toys',
      runs,
      comparable: true,
      differences: [],
      alpha: 0.05,
      benchmarks: [
        {
          name: 'toy',
          metric: 'good_rate',
          unit: 'rate',
          direction: 'higher-is-better',
          bundled: false,
          judge: 'word',
          points: [change.before, change.after].map(point => ({ n: 200, ...point })),
          changes: [change],
        },
      ],
    },
  },
  published: {
    kind: 'published',
    published: {
      schemaVersion: 1,
      title: 'A toy table',
      before: 'before',
      after: 'after',
      alpha: 0.05,
      columns: [
        {
          name: 'toy',
          kind: 'rate',
          before: '90.0',
          after: '91.0',
          n: null,
          verdict: 'untestable',
          reason: 'n-unknown',
        },
      ],
    },
  },
  leaderboard: {
    kind: 'leaderboard',
    leaderboard: {
      schemaVersion: 1,
      title: 'A toy index',
      source: 'https://example.org/index',
      version: 1,
      dimensions: [
        { id: 'data', name: 'data', points: 4, questions: [{ id: 'data-named', text: 'Named?', points: 4 }] },
        { id: 'code', name: 'code', points: 6, questions: [{ id: 'code-open', text: 'Open?', points: 6 }] },
      ],
      entries: [
        {
          rank: 1,
          name: 'Toy',
          assessor: 'Ann',
          file: 'ann.yaml',
          origin: 'assessed',
          points: [4, 6],
          total: 10,
          answers: {
            'data-named': { answer: 'yes', evidence: 'README', note: '' },
            'code-open': { answer: 'yes', evidence: '', note: '' },
          },
        },
        { rank: 2, name: 'Older toy', origin: 'published', points: [4, 0], total: 4 },
      ],
      agreements: [
        {
          project: 'Toy',
          between: ['Ann', 'Bo'],
          n: 2,
          agreed: 1,
          kappa: { value: 0, ci95: [-1, 1] },
          pointsAtStake: 6,
          differences: [{ id: 'code-open', answers: ['yes', 'no'] }],
        },
      ],
    },
  },
  behaviour: {
    kind: 'behaviour',
    behaviour: {
      schemaVersion: 1,
      suite: 'toys',
      runs: [
        { id: 'toy-before', dir: 'runs/toy-before', model: 'openai/small', demo: false },
        { id: 'toy-after', dir: 'runs/toy-after', model: 'openai/small-sft', demo: false },
      ],
      differences: [],
      adjusted: false,
      benchmarks: [
        {
          name: 'toy',
          bundled: false,
          metric: 'good_rate',
          answers: [200, 200],
          behaviours: [
            {
              name: 'refusal',
              title: { en: 'Refusal', zh: '拒答' },
              unit: 'rate',
              by: 'rules',
              arms: [
                {
                  value: 0.05,
                  ci95: [0.027, 0.09],
                  n: 200,
                  undecided: 0,
                  scored: { shown: { right: 2, wrong: 8 }, absent: { right: 178, wrong: 12 } },
                },
                {
                  value: 0.02,
                  ci95: [0.008, 0.05],
                  n: 200,
                  undecided: 1,
                  scored: { shown: { right: 0, wrong: 4 }, absent: { right: 160, wrong: 36 } },
                },
              ],
              delta: { value: -0.03, ci95: [-0.066, 0.004], n: 200, method: 'newcombe-paired' },
              deltaRight: { value: -0.01, ci95: [-0.036, 0.01], n: 200, method: 'newcombe-paired' },
              deltaWrong: { value: -0.02, ci95: [-0.052, 0.012], n: 200, method: 'newcombe-paired' },
              examples: [
                {
                  change: 'gone',
                  sampleId: 'toy-1',
                  question: 'Name a colour.',
                  answer: 'I’d rather not name one.',
                  sign: 'rather not name',
                },
              ],
            },
          ],
        },
      ],
    },
  },
}

function flipOf(sample: ReturnType<typeof toySamples>[number]): ComparisonInput['flips'][number] {
  const work = { benchmark: 'toy', sampleId: sample.id, epoch: 1, attempts: [] }
  const arm = (text: string, label: string): ComparisonInput['flips'][number]['before'] => ({
    output: {
      ...work,
      outcome: { ok: true, value: { text, finishReason: 'stop', usage: {}, servedModel: 'mock', latencyMs: 1 } },
    },
    judgment: { ...work, judge: 'word', usage: {}, outcome: { ok: true, value: { label, raw: '' } } },
  })
  return {
    benchmark: 'toy',
    direction: 'regressed',
    breakdown: { parity: 'even' },
    sample: { ...sample, benchmark: 'toy' },
    before: arm('good answer', 'good'),
    after: arm('bad answer', 'bad'),
  }
}
