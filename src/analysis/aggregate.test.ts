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
