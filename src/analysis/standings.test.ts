import { expect, test } from 'vitest'
import { RandomBits } from '../stats/random.ts'
import { conjunctionOf } from './conjunction.ts'
import { type Families, type Hypothesis, standings } from './standings.ts'
import type { Tested } from './verdict.ts'

const tested = (p: number, value = 0.1, loss = 1): Tested => ({
  direction: 'higher-is-better',
  delta: { value },
  test: { name: '', p },
  harm: () => loss,
  boon: () => 1,
})
const line = (name: string, p: number, more: Partial<Hypothesis> = {}): Hypothesis => ({
  ...{ name, raw: tested(p), margin: undefined },
  ...more,
})
const holm: Families = { alpha: 0.05, adjust: 'holm' }
const adjusted = (table: readonly Hypothesis[], families: Families): number[] =>
  standings([table], families)[0]?.map(({ pAdjusted }) => Number(pAdjusted.toFixed(10))) ?? []

test('without a primary endpoint all lines are one Holm family', () => {
  expect(adjusted([line('a', 0.01), line('b', 0.04), line('mean', 0.03)], holm)).toEqual([0.03, 0.06, 0.06])
})

test('the primary endpoint has the whole level, and the others wait for it', () => {
  const table = [line('a', 0.01), line('b', 0.04), line('mean', 0.03)]
  expect(adjusted(table, { ...holm, primary: 'mean' })).toEqual([0.03, 0.04, 0.03])
  const closed = [line('a', 0.0001), line('b', 0.0002), line('mean', 0.2)]
  expect(adjusted(closed, { ...holm, primary: 'mean' })).toEqual([0.2, 0.2, 0.2])
  expect(adjusted(closed, { ...holm, primary: 'a' })).toEqual([0.0001, 0.0004, 0.2])
})

test('a primary endpoint without a figure leaves nothing to be claimed', () => {
  expect(adjusted([line('a', 0.0001), line('b', 0.2)], { ...holm, primary: 'mean' })).toEqual([1, 1])
})

test('tests against margins are gated by the primary endpoint’s own, where it has one', () => {
  const at = (loss: number) => ({ raw: tested(1, 0, loss), margin: 0.02 })
  const families = { ...holm, primary: 'a' }
  const losses = (table: readonly Hypothesis[]) => standings([table], families)[0]?.map(({ loss }) => loss?.pAdjusted)
  expect(losses([line('a', 1, at(0.02)), line('b', 1, at(0.001))])).toEqual([0.02, 0.02])
  expect(losses([line('a', 1), line('b', 1, at(0.001))])).toEqual([undefined, 0.001])
})

test('several gatekept tables share the level evenly', () => {
  const table = [line('a', 0.01), line('mean', 0.02)]
  const both = standings([table, table], { ...holm, primary: 'mean' })
  expect(both.map(own => own.map(({ pAdjusted }) => pAdjusted))).toEqual([
    [0.04, 0.04],
    [0.04, 0.04],
  ])
})

test('under the null no more than 5 % of tables claim anything, gatekept or not, for one table or three', () => {
  const random = new RandomBits(['gatekeeping'])
  for (const [tables, primary] of [
    [1, undefined],
    [1, 'mean'],
    [3, 'mean'],
  ] as const) {
    let claims = 0
    for (let i = 0; i < 4_000; i++) {
      const drawn = Array.from({ length: tables }, () => ['a', 'b', 'mean'].map(name => line(name, random.uniform())))
      if (
        standings(drawn, { ...holm, primary })
          .flat()
          .some(({ pAdjusted }) => pAdjusted < 0.05)
      )
        claims++
    }
    // Three standard errors above the level.
    expect(claims / 4_000).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 4_000))
  }
})

test('what missing answers could overturn is judged by the adjusted decision, not by a p of its own', () => {
  const extremes = { lowest: tested(0.03), highest: tested(0.0001) }
  const overturnable = (table: readonly Hypothesis[], families = holm) =>
    standings([table], families)[0]?.map(one => one.overturnable)
  // 0.03 is significant alone, and not beside another line.
  expect(overturnable([line('a', 0.001, { extremes })])).toEqual([false])
  expect(overturnable([line('a', 0.001, { extremes }), line('b', 0.9)])).toEqual([true, false])
})

test('where missing answers could close the gate, the lines behind it are overturnable too', () => {
  const extremes = { lowest: tested(0.2), highest: tested(0.0001) }
  const table = [line('a', 0.001), line('mean', 0.001, { extremes })]
  const [found] = standings([table], { ...holm, primary: 'mean' })
  expect(found?.map(one => one.overturnable)).toEqual([true, true])
})

test('of three benchmarks two improved at least, with their names, and what lies beneath is counted both ways', () => {
  const part = (name: string, p: number, adjusted: number, value: number, bundled = false) => ({
    ...{ name, bundled, adjusted },
    headline: {
      ...{ metric: 'x', unit: 'rate' as const, direction: 'higher-is-better' as const, n: 100 },
      ...{
        before: { value: 0, ci95: [0, 0] as [number, number] },
        after: { value: 0, ci95: [0, 0] as [number, number] },
      },
      ...{ delta: { value, ci95: [0, 0] as [number, number], method: '' }, test: { name: '', p } },
      ...{ harm: () => 1, boon: () => 1, relativeHarm: () => 1, relativeBoon: () => 1 },
    },
  })
  // Holm's adjustment of the three and of a fourth line, which is not significant.
  const parts = [
    ...[part('a', 0.002, 0.008, 0.1), part('b', 0.012, 0.036, 0.2), part('c', 0.5, 1, 0.1)],
    part('stand-in', 0.0001, 0.0001, 0.3, true),
  ]
  const found = conjunctionOf(parts, 0.05)
  expect(found).toMatchObject({ k: 3, level: 0.025, improved: { atLeast: 2, names: ['a', 'b'] } })
  expect(found?.improved.p).toEqual([0.004, 0.018, 1])
  expect(found?.regressed).toMatchObject({ atLeast: 0, names: [] })
  expect(conjunctionOf(parts.slice(0, 1), 0.05)).toBeUndefined()
  // Two tables share the level of Fisher's combination evenly.
  const [one = 0] = found?.improved.fisher.p ?? []
  expect(conjunctionOf(parts, 0.05, 2)?.improved.fisher.p[0]).toBeCloseTo(2 * one, 12)
})
