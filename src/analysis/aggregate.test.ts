import { expect, test } from 'vitest'
import { toyBenchmark, toyManifest } from '../testing/toy.ts'
import { makeAggregator } from './aggregate.ts'
import { makePairCollector } from './compare-benchmark.ts'
import type { ScoredSample } from './score.ts'

/** A sample of four epochs, of which some were scored. */
const sample = (id: string, scored: number): ScoredSample => ({
  id,
  benchmark: 'toy',
  group: id,
  breakdown: {},
  values: [scored === 0 ? undefined : 1],
  epochs: 4,
  scored,
  errored: 0,
  unscored: 4 - scored,
  cached: 0,
  causes: [],
  notes: [],
  failures: Array.from({ length: 4 - scored }, () => 'unparsable-judgment'),
})

test('samples that lost some of their epochs are counted apart from those that lost all', () => {
  const [plan] = toyManifest(3).benchmarks
  if (plan === undefined) throw new Error('the toy manifest has a benchmark')
  const aggregator = makeAggregator(toyBenchmark, plan)
  for (const scored of [4, 3, 1, 0]) aggregator.push(sample(`s${scored}`, scored))
  expect(aggregator.result()).toMatchObject({
    n: 4,
    scored: 3,
    unscored: 1,
    partial: 2,
    failures: { 'unparsable-judgment': 8 },
  })
  const whole = makeAggregator(toyBenchmark, plan)
  whole.push(sample('s4', 4))
  expect(whole.result()).not.toHaveProperty('partial')
})

test('a comparison counts them in each run', () => {
  const collector = makePairCollector(toyBenchmark)
  for (const [id, was, is] of [
    ['a', 4, 4],
    ['b', 2, 4],
    ['c', 3, 1],
  ] as const)
    collector.pair(sample(id, was), sample(id, is))
  expect(collector.result()).toMatchObject({ partial: { before: 2, after: 1 }, unscored: { before: 0, after: 0 } })
})
