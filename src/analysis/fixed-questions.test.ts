import { expect, test } from 'vitest'
import { decisionNotes } from '../report/decision-notes.ts'
import { words } from '../report/words.ts'
import { fixedQuestions } from '../stats/fixed-questions.ts'
import { toyBenchmark } from '../testing/toy.ts'
import { compareRuns } from './compare-runs.ts'
import { manifestOf, only, scored } from './fixtures/toy-runs.ts'
import type { ScoredRun } from './scored-run.ts'
import { scoredSample } from './scored-sample.ts'

/** A run of questions with these answers, right (1) or wrong. */
function repeated(arm: string, answers: readonly (readonly number[])[]): ScoredRun {
  const none = { dir: arm, manifest: manifestOf(arm), async *items() {} }
  return {
    ...scored(none, toyBenchmark),
    async *scores() {
      for (const [i, own] of answers.entries())
        yield scoredSample({
          ...{ id: `toy-${i}`, benchmark: 'toy', group: undefined, breakdown: {} },
          values: [own.reduce((sum, one) => sum + one, 0) / own.length],
          byEpoch: own.map(one => ({ values: [one], label: one === 1 ? 'good' : 'bad', cached: false })),
        })
    },
  }
}

test('over several epochs the interval for these very questions stands beside the one for others, and is named', async () => {
  // Half the questions are always right and half always wrong, but for one answer each: little varies within a question.
  const before = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? [1, 1, 1, 1] : [0, 0, 0, i === 1 ? 1 : 0]))
  const after = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? [1, 1, 1, 1] : [0, 0, 1, 0]))
  const comparison = await compareRuns(repeated('before', before), repeated('after', after))
  const { delta, fixedQuestions: fixed } = only(comparison)
  const variance = (own: readonly number[]): number => {
    const mean = own.reduce((sum, one) => sum + one, 0) / own.length
    return own.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 3 / 4
  }
  const expected = fixedQuestions({
    ...{ questions: 40, answers: 160, df: 240, isRate: true },
    delta: 40 * delta.value,
    variance: [...before, ...after].reduce((sum, own) => sum + variance(own), 0),
  })
  expect(fixed).toMatchObject({ method: 'within-score', answers: 4 })
  expect(fixed?.ci95[0]).toBeCloseTo(expected.ci[0], 12)
  expect(fixed?.ci95[1]).toBeCloseTo(expected.ci[1], 12)
  const width = ([low, high]: readonly number[] = []) => Number(high) - Number(low)
  expect(width(fixed?.ci95)).toBeLessThan(0.7 * width(delta.ci95))
  expect(decisionNotes(comparison, words.en).join()).toContain('for these same questions, each answered 4 times again')
})

test('one answer a question has no such interval', async () => {
  const once = Array.from({ length: 20 }, (_, i) => [i % 2])
  expect(only(await compareRuns(repeated('before', once), repeated('after', once)))).not.toHaveProperty(
    'fixedQuestions',
  )
})

test('numbers have Student’s t within questions', () => {
  const { ci, method } = fixedQuestions({ questions: 2, answers: 4, delta: 2, variance: 0.5, df: 4, isRate: false })
  // √0.5 / 2 · t(4).
  expect([method, (ci[1] - ci[0]) / 2]).toEqual(['within-t', expect.closeTo(2.776445105 * Math.sqrt(0.5 / 4), 6)])
})
