import { expect, test } from 'vitest'
import type { AnswerNote } from '../core/answer/notes.ts'
import { remarkText } from '../core/remark.ts'
import { makePairNotes } from './pair-notes.ts'
import type { ScoredSample } from './scored-sample.ts'

const sample = (more: Partial<ScoredSample> = {}): ScoredSample => ({
  id: 's',
  benchmark: 'toy',
  group: undefined,
  breakdown: {},
  values: [1],
  byEpoch: [],
  epochs: 1,
  scored: 1,
  errored: 0,
  unscored: 0,
  cached: 0,
  failures: [],
  causes: [],
  notes: [],
  ...more,
})
const labelled = (label: string) => sample({ label })
const noted = (...notes: AnswerNote[]) => sample({ notes })
const unjudged = (code: string) =>
  sample({ scored: 0, unscored: 1, failures: [code], causes: [{ code, of: 'judge', message: `${code} it was` }] })

const repeat = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))

function notesOf(pairs: readonly (readonly [ScoredSample, ScoredSample])[]) {
  const notes = makePairNotes()
  for (const [before, after] of pairs) notes.push(before, after)
  return notes
}
const said = (pairs: Parameters<typeof notesOf>[0]) =>
  notesOf(pairs)
    .warnings('toy')
    .map(remark => remarkText(remark, 'en'))

test.each([
  ['run-on', /0 of 30 before and 30 of 30 after: answers continue past/],
  ['unclosed-thought', /0 of 30 before and 30 of 30 after: answers consist of reasoning that never ends/],
  ['left-over-mark', /0 of 30 before and 30 of 30 after: answers still contain/],
  ['template-token', /0 of 30 before and 30 of 30 after: answers contained template tokens/],
] as const)('%s in one arm alone is told with its counts', (note, message) => {
  expect(said(repeat(30, () => [sample(), noted(note)] as const))).toEqual([expect.stringMatching(message)])
})

test('what both arms do alike is no difference, and cut-off answers stand in the table', () => {
  expect(said(repeat(30, () => [noted('run-on'), noted('run-on')] as const))).toEqual([])
  expect(said(repeat(30, () => [noted(), noted('cut-off')] as const))).toEqual([])
  const { answers, notes } = notesOf(repeat(3, () => [noted(), noted('cut-off')] as const)).told()
  expect({ answers, notes }).toEqual({
    answers: { before: 3, after: 3 },
    notes: { 'cut-off': { before: 0, after: 3 } },
  })
})

test.each(['truncated-judgment', 'withheld-judgment', 'unparsable-judgment'])(
  '%s that falls on one arm is told, and one that may be chance is not',
  code => {
    const falling = repeat(40, i => [labelled('safe'), i < 8 ? unjudged(code) : labelled('safe')] as const)
    expect(said(falling)).toEqual([expect.stringContaining('0 samples before and 8 after')])
    expect(said(falling.slice(6))).toEqual([])
  },
)

test('failures that fall on one label of the other run are not missing at random', () => {
  const pairs = [
    ...repeat(60, i => [labelled(i < 50 ? 'safe' : 'unsafe'), labelled('safe')] as const),
    ...repeat(4, () => [labelled('unsafe'), unjudged('withheld-judgment')] as const),
    ...repeat(3, () => [unjudged('withheld-judgment'), labelled('safe')] as const),
  ]
  expect(said(pairs)).toEqual([
    'toy: of 4 samples whose judgment after is withheld by the judge’s provider, the other run labels 4 “unsafe”, compared with 17% of the remaining samples (Fisher’s exact test, p < 0.05): they are not missing at random',
  ])
})

test('the causes of each arm are counted, the commonest first', () => {
  const pairs = [
    [unjudged('truncated-judgment'), labelled('safe')],
    [unjudged('unparsable-judgment'), unjudged('unparsable-judgment')],
    [unjudged('unparsable-judgment'), labelled('safe')],
  ] as const
  expect(notesOf(pairs).told().causes).toEqual({
    before: [
      { code: 'unparsable-judgment', of: 'judge', count: 2, message: 'unparsable-judgment it was' },
      { code: 'truncated-judgment', of: 'judge', count: 1, message: 'truncated-judgment it was' },
    ],
    after: [{ code: 'unparsable-judgment', of: 'judge', count: 1, message: 'unparsable-judgment it was' }],
  })
})

test('every remark has its sentence in Chinese', () => {
  const pairs = [
    ...repeat(60, () => [labelled('safe'), labelled('safe')] as const),
    ...repeat(
      9,
      () => [labelled('unsafe'), { ...unjudged('truncated-judgment'), notes: ['run-on' as const] }] as const,
    ),
  ]
  const remarks = notesOf(pairs).warnings('toy')
  expect(remarks.map(({ code }) => code)).toEqual(['answers-run-on', 'judge-fails-in-arm', 'judge-fails-on-label'])
  for (const remark of remarks) expect(remarkText(remark, 'zh')).not.toMatch(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/)
})
