import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerNotes } from '../core/answer/notes.ts'
import { ScoreRecord } from '../core/records.ts'
import { fromRecords, toRecords } from './score-records.ts'
import { type ScoredEpoch, scoredSample } from './scored-sample.ts'

const metrics = [{ name: 'rate' }, { name: 'columns' }, { name: 'some' }]
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0)
const values = fc.tuple(number, fc.array(number, { minLength: 1, maxLength: 4 }), fc.option(number, { nil: undefined }))
const code = fc.constantFrom('http-500', 'unparsable-judgment', 'not-run')
const cause = fc.constantFrom(
  { of: 'model', message: 'the server is down' } as const,
  { of: 'undecided', message: 'no box', hint: 'Ask a model.' } as const,
)
const notes = fc.subarray([...answerNotes], { minLength: 1 })
const epoch: fc.Arbitrary<ScoredEpoch> = fc.oneof(
  fc.record({ values, label: fc.oneof(fc.string(), number), cached: fc.boolean() }),
  fc.record({ values, label: fc.string(), notes, cached: fc.boolean() }),
  fc.record({ errored: code, cause, cached: fc.boolean() }),
  fc.record({ unscored: code, cause, notes, cached: fc.boolean() }),
)

test('a sample’s scores come back from their lines as they were, whatever became of its epochs', () =>
  fc.assert(
    fc.property(
      fc.array(epoch, { minLength: 1, maxLength: 5 }),
      values,
      fc.option(fc.string(), { nil: undefined }),
      fc.dictionary(fc.string(), fc.string()),
      (byEpoch, over, group, breakdown) => {
        const first = byEpoch[0]?.values
        const isScored = byEpoch.some(one => one.values !== undefined)
        const drawn = isScored ? (byEpoch.length === 1 ? (first ?? []) : over) : [undefined, undefined, undefined]
        const sample = scoredSample({ id: 's', benchmark: 'toy', group, breakdown, values: drawn, byEpoch })
        const lines = toRecords(sample, metrics)
        expect(lines.map(line => line.epoch)).toEqual(byEpoch.map((_, i) => i + 1))
        const read = lines.map(line => ScoreRecord.parse(JSON.parse(JSON.stringify(line))))
        expect(fromRecords(read, metrics)).toEqual(sample)
      },
    ),
  ))

test('no sample has no lines', () => {
  expect(fromRecords([], metrics)).toBeUndefined()
})
