import { expect, test } from 'vitest'
import type { Cause } from '../core/cause.ts'
import type { BenchmarkResult, RunResult } from '../core/run-result.ts'
import { isUnreliable } from './limits.ts'

const cause = (of: Cause['of'], count: number): Cause => ({ code: 'x', of, count, message: 'x' })

const run = (...rows: Partial<BenchmarkResult>[]): { result: RunResult; epochs: number } => ({
  epochs: 1,
  result: {
    schemaVersion: 1,
    run: { id: 'r', dir: 'r', status: 'complete', demo: false },
    suite: 'toy',
    model: 'm',
    benchmarks: rows.map(row => ({
      name: 'toy',
      dataset: { sha256: '', bundled: false },
      judge: 'j',
      n: 100,
      scored: 100,
      errored: 0,
      unscored: 0,
      failures: {},
      cached: 0,
      metrics: [],
      groups: {},
      ...row,
    })),
  },
})

test.each([
  ['model', 5, false],
  ['model', 6, true],
  ['judge', 5, false],
  ['judge', 6, true],
  ['answer', 50, false],
  ['answer', 51, true],
  ['undecided', 60, false],
  ['pending', 60, false],
] as const)('%s: %d of 100 failing', (of, count, unreliable) => {
  expect(isUnreliable([run({ scored: 100 - count, causes: [cause(of, count)] })], {})).toBe(unreliable)
})

test('judges and models fail together, and both limits can be set', () => {
  const both = [run({ scored: 92, causes: [cause('model', 4), cause('judge', 4)] })]
  expect(isUnreliable(both, {})).toBe(true)
  expect(isUnreliable(both, { maxErrors: 0.08 })).toBe(false)
  const unscored = [run({ scored: 60, causes: [cause('answer', 40)] })]
  expect(isUnreliable(unscored, { maxUnscored: 0.4 })).toBe(false)
  expect(isUnreliable(unscored, { maxUnscored: 0.1 })).toBe(true)
  const judged = [run({ scored: 40, causes: [cause('judge', 60)] })]
  expect(isUnreliable(judged, { maxErrors: 1 })).toBe(true)
  expect(isUnreliable(judged, { maxErrors: 1, maxUnscored: 1 })).toBe(false)
})

test('a benchmark with nothing scored is no result, whatever the limits are, unless people have still to rate it', () => {
  const all = { maxErrors: 1, maxUnscored: 1 }
  expect(isUnreliable([run({}, { scored: 0, causes: [cause('answer', 100)] })], all)).toBe(true)
  expect(isUnreliable([run({}, { scored: 0, causes: [cause('undecided', 100)] })], all)).toBe(true)
  expect(isUnreliable([run({}, { scored: 0, causes: [cause('pending', 100)] })], all)).toBe(false)
  expect(isUnreliable([run({ n: 0, scored: 0 })], all)).toBe(false)
})

test('with several epochs each counts', () => {
  const one = { ...run({ causes: [cause('model', 12)] }), epochs: 4 }
  expect(isUnreliable([one], {})).toBe(false)
  expect(isUnreliable([{ ...one, epochs: 2 }], {})).toBe(true)
})

test('a demonstration of which nothing is scored shows nothing, and its judge can fail like any', () => {
  const demo = (...rows: Partial<BenchmarkResult>[]) => {
    const one = run(...rows)
    return { ...one, result: { ...one.result, run: { ...one.result.run, demo: true } } }
  }
  for (const of of ['answer', 'undecided', 'judge', 'model'] as const)
    expect(isUnreliable([demo({ scored: 0, causes: [cause(of, 100)] })], { maxErrors: 1 })).toBe(true)
  expect(isUnreliable([demo({ scored: 0, causes: [cause('undecided', 100)] }, { scored: 1 })], {})).toBe(false)
  expect(isUnreliable([demo({ scored: 20, causes: [cause('answer', 80)] })], {})).toBe(false)
  expect(isUnreliable([demo({ scored: 20, causes: [cause('model', 80)] })], {})).toBe(false)
  expect(isUnreliable([demo({ scored: 90, causes: [cause('judge', 10)] })], {})).toBe(true)
  expect(isUnreliable([demo({ n: 0, scored: 0 })], {})).toBe(false)
})
