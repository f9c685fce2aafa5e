import { expect, test } from 'vitest'
import { toldNotes } from '../core/answer/notes.ts'
import type { BenchmarkResult } from '../core/run-result.ts'
import { answerWarnings, epochsAtZero } from './answer-warnings.ts'

const result = (notes: Record<string, number>): BenchmarkResult => ({
  ...{ name: 'flames', version: 1, judge: 'refusal-rules', n: 9, scored: 9, errored: 0, unscored: 0, cached: 0 },
  dataset: { sha256: 'a'.repeat(64), bundled: false },
  ...{ failures: {}, metrics: [], groups: {}, answers: 9, notes },
})

test('one answer with marks of a template in it is told, and none is not', () => {
  const [note = 'unclosed-thought'] = toldNotes
  expect(answerWarnings([result({ [note]: 1 })])).toEqual([
    { code: `answers-${note}`, values: { benchmark: 'flames', n: 1, of: 9 } },
  ])
  expect(answerWarnings([result({ [note]: 0 }), result({})])).toEqual([])
})

test('several answers without chance are told of a model, not of a recording', () => {
  const asked = (epochs: number, temperature: number, recorded?: true) => ({
    epochs,
    parameters: { temperature },
    model: { ref: 'openai/m', provider: 'openai', name: 'm', api: 'chat' as const, ...(recorded && { recorded }) },
  })
  const found = (...args: Parameters<typeof asked>) => epochsAtZero(asked(...args)).map(({ code }) => code)
  expect([found(2, 0), found(1, 0), found(2, 0.7), found(2, 0, true)]).toEqual([['epochs-at-zero'], [], [], []])
})
