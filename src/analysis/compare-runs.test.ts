import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Benchmark } from '../core/benchmark.ts'
import { Comparison } from '../core/comparison.ts'
import { mean, type TotalsMetric } from '../core/metric.ts'
import { missingIn } from '../report/in-words.ts'
import { words } from '../report/words.ts'
import mcnemarFixture from '../stats/fixtures/paired-tables.json' with { type: 'json' }
import { tango } from '../stats/paired-proportions.ts'
import { toyBenchmark, toyManifest } from '../testing/toy.ts'
import { type CompareOptions, compareRuns } from './compare-runs.ts'
import { compare, type Fate, manifestOf, only, type Row, rowsOf, runOf, scored } from './fixtures/toy-runs.ts'
import { gate } from './gate.ts'
import { drawnRun, type ReadableRun } from './scored-run.ts'
import { summariseRun } from './summarise-run.ts'

const lowerIsBetter: Benchmark<'good' | 'bad'> = {
  ...toyBenchmark,
  metrics: [{ ...toyBenchmark.metrics[0], direction: 'lower-is-better' }],
}

const fate = fc.constantFrom<Fate>('good', 'good', 'bad', 'bad', 'lost', 'vague', 'absent')
const scoredFate = fc.constantFrom<Fate>('good', 'bad')
const group = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined, freq: 2 })
const row = (of: fc.Arbitrary<Fate>): fc.Arbitrary<Row> =>
  fc
    .record({ before: of, after: of, group })
    .map(({ group, ...rest }) => ({ ...rest, ...(group !== undefined && { group }) }))
const anyRows = fc.array(row(fate), { maxLength: 60 })
const tables = fc
  .tuple(fc.nat(40), fc.nat(25), fc.nat(25), fc.nat(40))
  .filter(cells => cells.some(n => n > 0) && cells.reduce((a, b) => a + b) > 1)
const swap = (rows: readonly Row[]): Row[] =>
  rows.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before }))

test('p-values are those of SciPy and intervals the farther of Newcombe’s method 10 and Tango’s, from the runs themselves', async () => {
  const total = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number => a + b + c + d
  const small = mcnemarFixture.newcombePaired.filter(row => row[4] === 0.95 && total(row) > 1 && total(row) <= 400)
  expect(small.length).toBeGreaterThan(10)
  for (const [a = 0, b = 0, c = 0, d = 0, , low = 0, high = 0] of small) {
    const { delta } = only(await compare(rowsOf(a, b, c, d)))
    const other = tango({ both: a, beforeOnly: b, afterOnly: c, neither: d }).ci
    expect(delta.ci95[0]).toBeCloseTo(Math.min(low, other[0]), 6)
    expect(delta.ci95[1]).toBeCloseTo(Math.max(high, other[1]), 6)
  }
  for (const [name, cases] of [
    ['mid-p', mcnemarFixture.mcnemarMidP],
    ['exact', mcnemarFixture.mcnemarExact],
  ] as const)
    for (const [b = 0, c = 0, p = 0] of cases.filter(([x, y]) => Number(x) + Number(y) < 200).slice(0, 12)) {
      const { test, flips } = only(await compare(rowsOf(b + c, b, c, 2), { test: name }))
      expect(test.p).toBeCloseTo(p, 9)
      expect(test.name).toBe(`mcnemar-${name}`)
      expect(flips).toEqual({ improved: c, regressed: b })
    }
})

test('whatever comes of the samples, no figure is NaN or infinite, in a comparison and in a run', () =>
  fc.assert(
    fc.asyncProperty(anyRows, fc.boolean(), async (rows, lower) => {
      const benchmark = lower ? lowerIsBetter : withEveryKind
      const options: CompareOptions = { margins: { toy: 0.1 }, allowNothing: true, minOverlap: 0 }
      const result = await compare(rows, options, benchmark)
      expect(Comparison.parse(JSON.parse(JSON.stringify(result)))).toEqual(result)
      const run = await summariseRun(scored(runOf(rows, 'before'), benchmark))
      expect(numbersOf(run).filter(x => !Number.isFinite(x))).toEqual([])
      expect(numbersOf(result).filter(x => !Number.isFinite(x))).toEqual([])
    }),
  ))

test('improved and regressed need an adjusted p under α and the right sign, whichever direction is better', () =>
  fc.assert(
    fc.asyncProperty(tables, fc.boolean(), fc.constantFrom(0.01, 0.05, 0.2), async (table, lower, alpha) => {
      const { delta, test, verdict } = only(
        await compare(rowsOf(...table), { alpha }, lower ? lowerIsBetter : toyBenchmark),
      )
      const gain = lower ? -delta.value : delta.value
      expect(verdict).toBe(test.pAdjusted < alpha ? (gain > 0 ? 'improved' : 'regressed') : 'inconclusive')
    }),
  ))

test('swapping the arms mirrors every figure', () =>
  fc.assert(
    fc.asyncProperty(fc.array(row(scoredFate), { minLength: 2, maxLength: 50 }), async rows => {
      const [one, other] = [await compareOrReason(rows), await compareOrReason(swap(rows))]
      if (typeof one === 'string' || typeof other === 'string') {
        expect(other).toBe(one)
        return
      }
      expect(other.delta.value).toBeCloseTo(-one.delta.value, 12)
      expect(other.delta.ci95[0]).toBeCloseTo(-one.delta.ci95[1], 8)
      expect(other.delta.ci95[1]).toBeCloseTo(-one.delta.ci95[0], 8)
      expect(other.test.p).toBeCloseTo(one.test.p, 10)
      expect(other.before).toEqual(one.after)
      expect(other.flips).toEqual({ improved: one.flips.regressed, regressed: one.flips.improved })
      const mirror: Record<string, string> = { improved: 'regressed', regressed: 'improved' }
      expect(other.verdict).toBe(mirror[one.verdict] ?? one.verdict)
    }),
  ))

test('a run compared with itself has no flip, no difference and no verdict', () =>
  fc.assert(
    fc.asyncProperty(fc.array(scoredFate, { minLength: 2, maxLength: 40 }), async fates => {
      const found = only(await compare(fates.map(fate => ({ before: fate, after: fate }))))
      expect(found).toMatchObject({
        flips: { improved: 0, regressed: 0 },
        delta: { value: 0 },
        verdict: 'inconclusive',
      })
      expect(found.note).toMatch(/none of the \d+ pairs changed/)
      expect(found.test.p).toBe(1)
    }),
  ))

test('non-inferior needs the margin’s own p under α/2, so that its interval leaves no such loss; a larger margin never undoes it', () =>
  fc.assert(
    fc.asyncProperty(tables, fc.double({ min: 0.01, max: 0.4, noNaN: true }), async (table, margin) => {
      const rows = rowsOf(...table)
      const found = only(await compare(rows, { margins: { toy: margin } }))
      const ruledOut = found.delta.ci95[0] > -margin + 1e-9
      if (isHeld(found.verdict)) expect(found.delta.ci95[0]).toBeGreaterThan(-margin - 1e-9)
      if (found.verdict === 'equivalent') expect(found.delta.ci95[1]).toBeLessThan(margin + 1e-9)
      // The interval is inside the margin, as far as two score intervals agree with their tests.
      if (found.verdict === 'non-inferior') expect(found.delta.ci95[1]).toBeGreaterThan(margin - 1e-6)
      if (found.verdict === 'inconclusive') expect(ruledOut).toBe(false)
      const wider = only(await compare(rows, { margins: { toy: margin + 0.2 } }))
      if (isHeld(found.verdict)) expect(isHeld(wider.verdict)).toBe(true)
      if (found.verdict === 'equivalent') expect(wider.verdict).toBe('equivalent')
    }),
  ))

const isHeld = (verdict: string): boolean => verdict === 'non-inferior' || verdict === 'equivalent'

test('margins of several benchmarks are adjusted as one table too', async () => {
  const names = ['one', 'two', 'three']
  const known = new Map(names.map(name => [name, { ...toyBenchmark, name }]))
  const [plan] = toyManifest(1).benchmarks
  if (plan === undefined) throw new Error('the toy manifest has a benchmark')
  const manifest = { benchmarks: names.map(name => ({ ...plan, name })) }
  const rows = rowsOf(60, 5, 4, 31)
  // A margin that Tango's interval just excludes: p is just under α/2 alone, and not among four.
  const margin = 0.001 - tango({ both: 60, beforeOnly: 5, afterOnly: 4, neither: 31 }).ci[0]
  const of = (arm: 'before' | 'after'): ReadableRun => ({
    ...runOf(rows, arm, manifestOf(arm, manifest)),
    async *items() {
      for (const name of names)
        for await (const item of runOf(rows, arm).items()) {
          const [epoch] = item.epochs
          yield { sample: { ...item.sample, benchmark: name }, epochs: epoch === undefined ? [] : [epoch] }
        }
    },
  })
  const margins = { toys: margin }
  const table = await compareRuns(drawnRun(of('before'), known), drawnRun(of('after'), known), { margins })
  const alone = only(await compare(rows, { margins: { toy: margin } }))
  const first = only(table)
  expect(alone.verdict).toBe('equivalent')
  expect(first.nonInferiority?.p).toBe(alone.nonInferiority?.p)
  expect(first.nonInferiority?.pAdjusted).toBeGreaterThan(0.025)
  expect(first.verdict).toBe('inconclusive')
  const score = table.suiteScore
  for (const arm of ['before', 'after', 'delta'] as const) {
    const values = table.benchmarks.map(benchmark => benchmark[arm].value)
    expect(score?.macro[arm].value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12)
    expect(score?.pooled[arm].value).toBeLessThanOrEqual(Math.max(...values) + 1e-12)
  }
})

test('samples that repeat in clusters make an interval wider, not narrower', async () => {
  const once = rowsOf(20, 6, 12, 12)
  const clustered = once.flatMap((row, i) => Array<Row>(5).fill({ ...row, group: `g${i}` }))
  const naive = clustered.map(({ group: _, ...row }) => row)
  const width = ({ delta: { ci95 } }: { delta: { ci95: [number, number] } }): number => ci95[1] - ci95[0]
  const [robust, blind] = [only(await compare(clustered)), only(await compare(naive))]
  expect(robust.delta.method).toBe('cluster-bounded-score')
  expect(width(robust)).toBeGreaterThan(1.9 * width(blind))
})

test('clusters in which nothing changed say as much as that many independent samples, and no more', async () => {
  const rows = Array.from({ length: 40 }, (_, i): Row => ({ before: 'good', after: 'good', group: `g${i % 8}` }))
  const found = only(await compare(rows))
  const eight = only(await compare(rowsOf(8, 0, 0, 0)))
  expect(found.delta).toMatchObject({ value: 0, method: 'cluster-bounded-score' })
  // Student's t on few clusters makes it a little wider than eight samples have it.
  expect(found.delta.ci95[1]).toBeGreaterThan(eight.delta.ci95[1])
  expect(found.delta.ci95[1]).toBeLessThan(1.4 * eight.delta.ci95[1])
  expect(found.note).toMatch(/none of the 40 pairs changed/)
  expect(found.verdict).toBe('inconclusive')
})

test('missing samples are counted, and bound what they could have made of the difference', async () => {
  const rows: Row[] = [
    ...rowsOf(6, 1, 1, 0),
    { before: 'good', after: 'lost' },
    { before: 'vague', after: 'good' },
    { before: 'absent', after: 'good' },
  ]
  const found = only(await compare(rows))
  expect(found).toMatchObject({ n: 8, errored: { before: 0, after: 1 }, unscored: { before: 1, after: 0 } })
  expect(found.unpaired).toEqual({ before: 0, after: 1 })
  // Ten pairs and the one before that was not taken: at worst 1 → 0, 1 → 1 and 1 → 1 of the three, at best 1 → 1, 0 → 1 and 0 → 1.
  expect(found.bounds?.[0]).toBeCloseTo(-1 / 11, 12)
  expect(found.bounds?.[1]).toBeCloseTo(2 / 11, 12)
})

test('what missing answers could make of a metric without a range is said to have no bounds, by the gate and in words', async () => {
  const counted: Benchmark = {
    ...toyBenchmark,
    metrics: [mean('points', 'higher-is-better', ({ judgment }) => (judgment.label === 'good' ? 10 : 2))],
  }
  const margins = { toy: 5 }
  const whole = await compare(rowsOf(200, 2, 2, 20), { margins }, counted)
  const holed = await compare([...rowsOf(200, 2, 2, 20), { before: 'good', after: 'lost' }], { margins }, counted)
  expect(only(holed)).not.toHaveProperty('bounds')
  const options = { margins, maxErrors: 0.01 }
  expect(gate(whole, options)).toMatchObject([
    { outcome: 'passed', reason: 'a loss as large as the margin is ruled out' },
  ])
  expect(gate(holed, options)).toMatchObject([{ outcome: 'passed', reason: expect.stringMatching(/is unbounded$/) }])
  expect(missingIn(only(whole), words.en)).toBeUndefined()
  expect(missingIn(only(holed), words.en)).toMatch(/^1 of 225 samples left out .*is unbounded$/)
  // A rate has them.
  expect(
    missingIn(only(await compare([...rowsOf(6, 1, 1, 0), { before: 'good', after: 'lost' }])), words.en),
  ).not.toMatch(/unbounded/)
})

test('flips stream in order, and are right where each arm lacks samples of the other', async () => {
  const rows: Row[] = [
    { before: 'absent', after: 'good' },
    { before: 'good', after: 'bad' },
    { before: 'bad', after: 'absent' },
    { before: 'lost', after: 'good' },
    { before: 'bad', after: 'good' },
  ]
  const [plan] = toyManifest(1).benchmarks
  if (plan === undefined) throw new Error('the toy manifest has a benchmark')
  const other = manifestOf('after', { benchmarks: [{ ...plan, sampleIds: '2'.repeat(64) }] })
  const flips: [string, string][] = []
  const onFlip: CompareOptions['onFlip'] = ({ id }, change) => void flips.push([id, change])
  await compareRuns(scored(runOf(rows, 'before')), scored(runOf(rows, 'after', other)), { onFlip, minOverlap: 0 })
  expect(flips).toEqual([
    ['toy-1', 'regressed'],
    ['toy-4', 'improved'],
  ])
})

async function compareOrReason(rows: readonly Row[]) {
  const result = await compare(rows, { allowNothing: true })
  return result.benchmarks[0] ?? result.notCompared[0]?.reason ?? ''
}

const numbersOf = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbersOf)
      : []

const ratioOf: TotalsMetric<'good' | 'bad'> = {
  kind: 'totals',
  name: 'tokens_per_good',
  direction: 'lower-is-better',
  unit: 'tokens',
  columns: ([row]) => [row?.completion.usage.outputTokens ?? 0, row?.judgment.label === 'good' ? 1 : 0],
  of: ([tokens = 0, good = 0]) => tokens / good,
}

/** Also a mean, a ratio that can have no value, and a metric that leaves samples out. */
const withEveryKind: Benchmark<'good' | 'bad'> = {
  ...toyBenchmark,
  metrics: [
    toyBenchmark.metrics[0],
    mean('tokens', 'lower-is-better', ({ completion }) => completion.usage.outputTokens ?? 0, 'tokens'),
    ratioOf,
    {
      kind: 'mean',
      name: 'long_and_good',
      direction: 'higher-is-better',
      unit: 'rate',
      value: ([row]) =>
        (row?.completion.usage.outputTokens ?? 0) > 3 ? Number(row?.judgment.label === 'good') : undefined,
    },
  ],
}
