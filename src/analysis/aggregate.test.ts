import { expect, test } from 'vitest'
import { toyBenchmark, toyManifest } from '../testing/toy.ts'
import { makeAggregator } from './aggregate.ts'
import { makePairCollector } from './compare-benchmark.ts'
import { describedBy, withCards } from './scored-run.ts'
import { type ScoredSample, scoredSample } from './scored-sample.ts'

const plugins = new Map([['toy', toyBenchmark]])
const [toy] = describedBy(withCards(toyManifest(3), plugins), plugins, new Map()).values()
if (toy === undefined) throw new Error('the toy manifest has a benchmark')

/** A sample of four epochs, of which some were scored. */
const sample = (id: string, scored: number): ScoredSample =>
  scoredSample({
    id,
    benchmark: 'toy',
    group: id,
    breakdown: {},
    values: [scored === 0 ? undefined : 1],
    byEpoch: Array.from({ length: 4 }, (_, i) => ({
      ...(i < scored ? { values: [1], label: 'good' } : { unscored: 'unparsable-judgment' }),
      cached: false,
    })),
  })

test('samples that lost some of their epochs are counted apart from those that lost all', () => {
  const aggregator = makeAggregator(toy)
  for (const scored of [4, 3, 1, 0]) aggregator.push(sample(`s${scored}`, scored))
  expect(aggregator.result()).toMatchObject({
    n: 4,
    scored: 3,
    unscored: 1,
    partial: 2,
    failures: { 'unparsable-judgment': 8 },
  })
  const whole = makeAggregator(toy)
  whole.push(sample('s4', 4))
  expect(whole.result()).not.toHaveProperty('partial')
})

test('a comparison counts them in each run', () => {
  const collector = makePairCollector(toy)
  for (const [id, was, is] of [
    ['a', 4, 4],
    ['b', 2, 4],
    ['c', 3, 1],
  ] as const)
    collector.pair(sample(id, was), sample(id, is))
  expect(collector.result()).toMatchObject({ partial: { before: 2, after: 1 }, unscored: { before: 0, after: 0 } })
})

/** A sample of four epochs of which one failed, whose rate is a vote: no mean of its epochs'. */
const vote = (id: string): ScoredSample =>
  scoredSample({
    id,
    benchmark: 'toy',
    group: undefined,
    breakdown: {},
    values: [1],
    byEpoch: [1, 1, 0, undefined].map(value => ({
      ...(value === undefined ? { errored: 'timeout' } : { values: [value], label: value === 1 ? 'good' : 'bad' }),
      cached: false,
    })),
  })

test('a run’s bounds count the epochs that a sample lost, and a whole run has none', () => {
  const aggregator = makeAggregator(toy)
  for (const scored of [4, 3, 1, 0]) aggregator.push(sample(`s${scored}`, scored))
  const [low, high] = aggregator.result().metrics[0]?.bounds ?? []
  expect(low).toBeCloseTo((1 + 3 / 4 + 1 / 4 + 0) / 4, 12)
  expect(high).toBe(1)
  const whole = makeAggregator(toy)
  for (const id of ['a', 'b']) whole.push(sample(id, 4))
  expect(whole.result().metrics[0]).not.toHaveProperty('bounds')
})

test('a missing epoch could make anything of a rate that is no mean over epochs', () => {
  const aggregator = makeAggregator(toy)
  for (const one of [vote('a'), sample('b', 4)]) aggregator.push(one)
  expect(aggregator.result().metrics[0]?.bounds).toEqual([0.5, 1])
  const collector = makePairCollector(toy)
  for (const id of ['a', 'b', 'c']) collector.pair(sample(id, 4), sample(id, 4))
  // All of its epochs agree, so that only the other sample says what the metric is.
  collector.pair(sample('d', 4), sample('d', 3))
  collector.pair(sample('e', 4), vote('e'))
  expect(collector.result()).toMatchObject({
    extremes: { lowest: { delta: { value: expect.closeTo(-2 / 5, 12) } }, highest: { delta: { value: 0 } } },
  })
})
