import { expect, test } from 'vitest'
import type { BenchmarkPlan } from '../core/manifest.ts'
import { toyBenchmark, toyManifest } from '../testing/toy.ts'
import { makeAggregator } from './aggregate.ts'
import { makePairCollector } from './compare-benchmark.ts'
import { describedBy, withCards } from './scored-run.ts'
import { type ScoredSample, scoredSample } from './scored-sample.ts'
import { leftOut, pairWeights, weightsOf } from './strata.ts'

const plugins = new Map([['toy', toyBenchmark]])
const [toy] = describedBy(withCards(toyManifest(40), plugins), plugins, new Map()).values()
if (toy === undefined) throw new Error('the toy manifest has a benchmark')

/** Half of the data is in `a`, of which a quarter of the samples is. */
const strata = [
  { value: '"a"', available: 500, n: 10 },
  { value: '"b"', available: 500, n: 30 },
]
const plan: BenchmarkPlan = { ...toy.plan, n: 40, available: 1000, stratify: 'kind', strata }
const described = { ...toy, plan }

const sample = (index: number, right: boolean): ScoredSample => ({
  ...scoredSample({
    id: `s-${index}`,
    benchmark: toyBenchmark.name,
    group: undefined,
    breakdown: {},
    values: toy.metrics.map(() => (right ? 1 : 0)),
    byEpoch: [{ values: toy.metrics.map(() => (right ? 1 : 0)), cached: false }],
  }),
  stratum: index < 10 ? '"a"' : '"b"',
})

test('a rate weighs strata as the data has them, with an interval of as many samples as say as much', () => {
  const aggregator = makeAggregator(described)
  // 8 of 10 in a, 6 of 30 in b: 14 of 40, but 0.5 · 0.8 + 0.5 · 0.2 of the data.
  for (let i = 0; i < 40; i++) aggregator.push(sample(i, i < 8 || (i >= 10 && i < 16)))
  const [headline] = aggregator.result().metrics
  expect(headline?.value).toBeCloseTo(0.5, 12)
  expect(headline?.n).toBe(40)
  expect(headline?.method).toBe('effective-wilson')
  // As Hájek's linearisation has it: Σ w²(x − p)² · n/(n − 1) / n².
  const se = Math.sqrt(((10 * 4 + 30 * (4 / 9)) * 0.25 * 40) / 39) / 40
  const z2 = 2.0226909200367604 ** 2
  const n = 0.25 / se ** 2
  const half = Math.sqrt(z2 * (0.25 / n + z2 / (4 * n * n))) / (1 + z2 / n)
  expect(headline?.ci95[1]).toBeCloseTo(0.5 + half, 9)
})

test('the difference is weighted as its arms are, and says so', () => {
  const collector = makePairCollector(described, { weigh: pairWeights(plan, plan) })
  for (let i = 0; i < 40; i++) collector.pair(sample(i, i < 10), sample(i, i < 5))
  const result = collector.result()
  if ('code' in result) throw new Error(result.code)
  const { before, after, delta, remark, test } = result.headline
  expect([before.value, after.value, delta.value].map(value => Number(value.toFixed(12)))).toEqual([0.5, 0.25, -0.25])
  expect([remark?.code, delta.method, test.name]).toEqual(['weighted', 'paired-shares', 'paired-shares-inverted'])
  expect(result.flips).toEqual({ improved: 0, regressed: 5 })
})

test('bounds complete what is missing with the weight that it has', () => {
  const collector = makePairCollector(described, { weigh: pairWeights(plan, plan) })
  const missing = (one: ScoredSample): ScoredSample => ({ ...one, values: [], scored: 0, errored: 1, failures: ['x'] })
  for (let i = 0; i < 40; i++) collector.pair(sample(i, true), i === 0 ? missing(sample(i, true)) : sample(i, true))
  const result = collector.result()
  if ('code' in result) throw new Error(result.code)
  // One of ten in a stratum that is half of the data.
  expect(result.extremes?.lowest.delta.value).toBeCloseTo(-0.05, 12)
  expect(result.extremes?.highest.delta.value).toBeCloseTo(0, 12)
})

test('where the shares agree to a point, without strata, or where people judge, nothing is weighted', () => {
  const near = strata.map((one, i) => ({ ...one, n: i === 0 ? 199 : 201 }))
  expect(weightsOf({ ...plan, n: 400, strata: near })).toBeUndefined()
  expect(weightsOf(toy.plan)).toBeUndefined()
  expect(weightsOf({ ...plan, judge: { ...plan.judge, byPeople: true } })).toBeUndefined()
  expect(weightsOf(plan)?.({ stratum: '"a"' })).toBeCloseTo(2, 12)
})

test('a value that no sample was taken of is named, with its share', () => {
  expect(leftOut(plan)).toEqual([])
  const third = { value: '"c"', available: 250, n: 0 }
  expect(leftOut({ ...plan, strata: [...strata, third] })).toMatchObject([
    { code: 'strata-left-out', values: { key: 'kind', k: 1, of: 3, share: '20%', names: 'c' } },
  ])
})
