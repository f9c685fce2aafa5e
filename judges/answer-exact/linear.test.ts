import { expect, test } from 'vitest'
import { dates } from './dates.ts'
import { decide } from './decide.ts'
import { digits, fold } from './fold.ts'
import { quantities } from './quantities.ts'
import { clauses, sentences } from './sentences.ts'

/** Answers that a model out of its mind gives, of about `n` characters. */
const degenerate: Record<string, (n: number) => string> = {
  'line breaks': n => `x${'\n'.repeat(n)}x`,
  tabs: n => `x${'\t'.repeat(n)}x`,
  digits: n => '7'.repeat(n),
  'numbers with commas': n => '1,'.repeat(n / 2),
  一: n => '一'.repeat(n),
  一万: n => '一万'.repeat(n / 2),
  分之一: n => '分之一'.repeat(n / 3),
  一点: n => '一点'.repeat(n / 2),
  'number words': n => 'one hundred and '.repeat(n / 16),
  'full stops': n => `${'.'.repeat(n)}x`,
  'combining marks': n => `a${'\u0301'.repeat(n)}`,
  brackets: n => '('.repeat(n),
  boxes: n => '\\boxed{'.repeat(n / 7),
  fences: n => '```\n'.repeat(n / 4),
  dashes: n => '-'.repeat(n),
  dates: n => '5 May '.repeat(n / 6),
  'the gold answer': n => 'Ottawa '.repeat(n / 7),
  denials: n => 'not the '.repeat(n / 8),
  不是: n => '不是'.repeat(n / 2),
}
const steps: Record<string, (text: string) => unknown> = { fold, digits, sentences, clauses, dates, quantities }

/** Processor time of this thread in milliseconds, so that a busy machine doesn't matter; the least of three. */
function cost(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

test.each(Object.keys(degenerate))('each step takes time in proportion to an answer of nothing but %s', kind => {
  const make = degenerate[kind]
  if (make === undefined) throw new Error(kind)
  const [small, large] = [make(25_000), make(200_000)]
  for (const [name, step] of Object.entries(steps)) {
    step(small)
    // Eight times the text; a quadratic step would take 64 times as long. Below 25 ms nothing can be told.
    const [a, b] = [cost(() => step(small)), cost(() => step(large))]
    expect({ name, kind, tooSlow: b > 25 && b > 30 * Math.max(a, 1) }).toEqual({ name, kind, tooSlow: false })
  }
})

test('an answer of 400 kB is judged, as too long, and a nested numeral is no deep recursion', () => {
  const question = { text: 'Which city is the capital of Canada?', golds: ['Ottawa'] }
  for (const make of Object.values(degenerate)) expect(decide(make(400_000), question).sure).toBe(false)
  expect(digits('一万'.repeat(12_500))).toBe('一万'.repeat(12_500))
  expect(digits('一万二千三百四十五亿')).toBe('1234500000000')
})
