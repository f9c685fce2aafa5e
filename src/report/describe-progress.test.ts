import { expect, test } from 'vitest'
import { describeBar } from './describe-bar.ts'
import { describeProgress, type ProgressCounts } from './describe-progress.ts'

const counts = (more: Partial<ProgressCounts> = {}): ProgressCounts => ({
  label: 'openai/base',
  total: 200,
  done: 50,
  before: 0,
  errors: 0,
  unscored: 0,
  tokens: 0,
  startedAt: 1000,
  ...more,
})

test('a line says what is done, the rate, failures, tokens and the time left', () => {
  const line = describeProgress(counts({ errors: 2, unscored: 1, tokens: 12_345 }), 11_000)
  expect(line).toBe('openai/base   50/200  5.0/s  2 errors  1 unscored  12k tokens  30s left')
})

test('a slow model has its rate by the minute, and hours left', () => {
  expect(describeProgress(counts({ done: 1 }), 61_000)).toBe('openai/base    1/200  1.0/min  0 errors  3h19m left')
})

test('a resumed run counts what an earlier session did as done, not as fast', () => {
  expect(describeProgress(counts({ before: 40 }), 11_000)).toContain('1.0/s  0 errors  2m30s left')
  expect(describeProgress(counts({ before: 50 }), 11_000)).toBe('openai/base   50/200  0 errors')
})

test('at the end it says how long it took', () => {
  expect(describeProgress(counts({ done: 200 }), 21_000)).toBe('openai/base  200/200  10/s  0 errors  20s')
})

test.each([40, 60, 80, 200])('a bar and a long label fit into %i columns', columns => {
  const label = 'http://some-server.example:8000/v1#a-model-with-a-very-long-name-after-fine-tuning'
  const bar = { width: label.length, columns }
  const line = describeBar(counts({ label, tokens: 5 }), bar, 11_000)
  expect(line.length).toBeLessThanOrEqual(Math.max(columns, 56))
  expect(line).toContain('fine-tuning'.slice(-6))
})

test('a bar is full when all is done', () => {
  const bar = { width: 11, columns: 100 }
  expect(describeBar(counts({ done: 200 }), bar, 21_000)).toContain('█'.repeat(24) + ' 200/200')
  expect(describeBar(counts({ done: 100 }), bar, 21_000)).toContain('█'.repeat(12) + '░'.repeat(12))
})
