import { expect, test } from 'vitest'
import { type Benchmark, defineBenchmark } from '../core/benchmark.ts'
import { formula } from '../core/formula.ts'
import type { GatePolicy, MetricRule } from '../core/gate-policy.ts'
import { mean, rate } from '../core/metric.ts'
import { toyBenchmark } from '../testing/toy.ts'
import type { RawBenchmark } from './compare-benchmark.ts'
import { compare, only, type Row } from './fixtures/toy-runs.ts'
import { gate } from './gate.ts'

/** A rate, the same the other way round, the same as a ratio, and a number that has no bounds. */
const benchmark: Benchmark<'good' | 'bad'> = defineBenchmark({
  ...toyBenchmark,
  metrics: [
    rate('good_rate', 'higher-is-better', ({ judgment }) => judgment.label === 'good'),
    rate('bad_rate', 'lower-is-better', ({ judgment }) => judgment.label === 'bad'),
    {
      ...{ kind: 'totals', name: 'good_ratio', direction: 'higher-is-better', unit: 'rate' },
      columns: rows => [rows.filter(({ judgment }) => judgment.label === 'good').length / rows.length, 1],
      of: formula({ divide: [{ column: 0 }, { column: 1 }] }),
    },
    mean('points', 'higher-is-better', ({ judgment }) => (judgment.label === 'good' ? 2 : 1)),
  ],
})

const times = (n: number, before: Row['before'], after: Row['after']): Row[] =>
  Array.from({ length: n }, () => ({ before, after }))

const gained = [...times(30, 'bad', 'good'), ...times(3, 'good', 'bad'), ...times(348, 'good', 'good')]
const same = [...times(190, 'good', 'good'), ...times(190, 'bad', 'bad')]

test('what missing answers could overturn is marked of every metric, and of one that has no bounds always', async () => {
  const { others, ...headline } = only(await compare([...gained, ...times(19, 'good', 'lost')], {}, benchmark))
  expect(headline).toMatchObject({
    verdict: 'improved',
    overturnable: true,
    bounds: [expect.closeTo(8 / 400), 27 / 400],
  })
  const [bad, ratio, points] = others
  expect(bad).toMatchObject({ verdict: 'improved', overturnable: true, bounds: [-27 / 400, expect.closeTo(-8 / 400)] })
  expect(ratio).toMatchObject({
    verdict: 'improved',
    overturnable: true,
    bounds: [expect.closeTo(8 / 400), expect.closeTo(27 / 400)],
  })
  expect(points).toMatchObject({ verdict: 'improved', overturnable: true })
  expect(points).not.toHaveProperty('bounds')
  const whole = only(await compare([...gained, ...times(19, 'good', 'good')], {}, benchmark))
  for (const metric of [whole, ...whole.others]) {
    expect(metric.verdict).toBe('improved')
    expect(metric).not.toHaveProperty('overturnable')
  }
})

test('nothing is said to be overturned where nothing is claimed, nor where a few missing answers could not do it', async () => {
  const quiet = only(await compare([...same, ...times(5, 'good', 'lost')], {}, benchmark))
  expect([quiet, ...quiet.others].map(({ verdict }) => verdict)).toEqual(Array(4).fill('inconclusive'))
  for (const metric of [quiet, ...quiet.others]) expect(metric).not.toHaveProperty('overturnable')
  const { others, ...headline } = only(await compare([...gained, ...times(2, 'good', 'lost')], {}, benchmark))
  for (const metric of [headline, others[0], others[1]]) expect(metric).not.toHaveProperty('overturnable')
})

async function gated(rows: readonly Row[], rule: MetricRule, metric: string) {
  const raw = new Map<string, RawBenchmark>()
  const comparison = await compare(
    rows,
    { allowNothing: true, onRow: (name, row) => void raw.set(name, row) },
    benchmark,
  )
  const policy: GatePolicy = {
    benchmarks: { toy: { tier: 'advisory', metrics: { [metric]: { tier: 'critical', ...rule } } } },
  }
  const found = gate(comparison, { margins: {}, maxErrors: 0.1, policy, raw }).find(one => one.metric === metric)
  if (found === undefined) throw new Error('the rule was held against nothing')
  return found
}

test('a rule of any metric takes missing answers at their worst, in whichever arm they are missing', async () => {
  const after = [...same, ...times(20, 'good', 'lost')]
  // Were the lost ones good before, it is a loss.
  const before = [...same, ...times(20, 'lost', 'bad')]
  for (const rows of [after, before]) {
    for (const metric of ['bad_rate', 'good_ratio']) {
      const found = await gated(rows, { margin: 0.04 }, metric)
      expect(found).toMatchObject({ outcome: 'inconclusive', why: { code: 'hidden' } })
      expect(found.worstLoss).toBeGreaterThan(0.05)
      expect(await gated(rows, { relativeMargin: 0.08 }, metric)).toMatchObject({
        outcome: 'inconclusive',
        why: { code: 'relative-not-ruled-out' },
      })
      expect(await gated(rows, { margin: 0.2 }, metric)).toMatchObject({
        outcome: 'passed',
        why: { code: 'ruled-out' },
      })
    }
    expect(await gated(rows, { margin: 0.5 }, 'points')).toMatchObject({ why: { code: 'ruled-out-no-bounds' } })
  }
  // Those that were lost and are good now can only have gained.
  const gains = [...same, ...times(20, 'lost', 'good')]
  expect(await gated(gains, { margin: 0.04 }, 'bad_rate')).toMatchObject({ outcome: 'passed' })
})

test('samples that one run alone took are counted where they stand in the way', async () => {
  const rows = [...same, ...times(15, 'good', 'absent'), ...times(10, 'absent', 'good')]
  expect(await gated(rows, { margin: 0.04 }, 'bad_rate')).toMatchObject({
    outcome: 'inconclusive',
    why: { code: 'hidden', values: { lost: 25, before: 10, after: 15 } },
  })
})

test('a critical rule of a metric does not vanish with its benchmark', async () => {
  const lost = times(40, 'good', 'lost')
  expect(await gated(lost, { margin: 0.04 }, 'bad_rate')).toMatchObject({ outcome: 'too-many-errors' })
  expect(await gated(times(40, 'good', 'vague'), { margin: 0.04 }, 'bad_rate')).toMatchObject({
    outcome: 'inconclusive',
  })
  const comparison = await compare(same, {}, benchmark)
  const held = (tier: 'critical' | 'supporting', required?: boolean) => {
    const rule = {
      tier: 'advisory' as const,
      metrics: { x: { tier, margin: 0.04 } },
      ...(required !== undefined && { required }),
    }
    const policy: GatePolicy = { others: 'advisory', benchmarks: { elsewhere: rule } }
    return gate(comparison, { margins: {}, maxErrors: 0.1, policy }).filter(
      ({ benchmark: name }) => name === 'elsewhere',
    )
  }
  expect(held('critical')).toMatchObject([{ metric: 'x', tier: 'critical', outcome: 'missing' }])
  expect(held('supporting')).toEqual([])
  expect(held('critical', false)).toEqual([])
})
