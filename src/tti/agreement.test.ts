import { expect, test } from 'vitest'
import { agreementsOf } from './agreement.ts'
import { allOf, sheetOf, yesTo } from './fixtures/filled.ts'
import { mergeSheets } from './merge-sheets.ts'
import { readSheet } from './read-sheet.ts'

const ann = sheetOf(
  'Mine',
  { ...yesTo(...allOf('eval'), 'open-paper'), 'method-rl': 'not-used' },
  { assessor: 'Ann', evidence: 'p. 3' },
)
const bo = sheetOf(
  'Mine',
  { ...yesTo(...allOf('eval').slice(1), 'open-paper'), 'method-rl': 'yes' },
  { assessor: 'Bo', evidence: 'p. 4' },
)

test('two sheets agree by per cent and kappa, and on what they differ is named', () => {
  // statsmodels 0.15.0, cohens_kappa([[6, 1, 0], [0, 17, 0], [1, 0, 0]]), its upper limit cut at 1.
  expect(agreementsOf([ann, bo])).toEqual([
    {
      project: 'Mine',
      between: ['Ann', 'Bo'],
      n: 25,
      agreed: 23,
      kappa: { value: expect.closeTo(0.8148148148148149, 12), ci95: [expect.closeTo(0.585773364535369, 9), 1] },
      // Whether a technique was used or not decides no points.
      pointsAtStake: 4,
      differences: [
        { id: 'method-rl', answers: ['not-used', 'yes'] },
        { id: 'eval-benchmarks', answers: ['yes', 'no'] },
      ],
    },
  ])
})

test('one answer throughout leaves kappa undefined, and three sheets are compared two by two', () => {
  const none = ['a', 'b', 'c'].map(assessor => sheetOf('None', {}, { assessor }))
  const found = agreementsOf(none)
  expect(found.map(({ between }) => between)).toEqual([
    ['a', 'b'],
    ['a', 'c'],
    ['b', 'c'],
  ])
  expect(found.map(({ kappa, agreed }) => [kappa, agreed])).toEqual([
    [null, 25],
    [null, 25],
    [null, 25],
  ])
})

test('assessors of one name, or of none, go by their files', () => {
  const sheets = ['1.yaml', '2.yaml'].map(file => sheetOf('Mine', {}, { assessor: 'Ann', file }))
  expect(agreementsOf(sheets)[0]?.between).toEqual(['1.yaml', '2.yaml'])
})

test('a merged sheet keeps what agrees, marks what does not, and is scored once that is decided', () => {
  const { text, conflicts } = mergeSheets([ann, bo], 'en')
  expect(conflicts).toEqual(['method-rl', 'eval-benchmarks'])
  expect(text).toContain('answer: conflict # Ann: not-used, Bo: yes')
  const undecided = readSheet('merged.yaml', text)
  expect('answers' in undecided ? [] : undecided.map(({ message }) => message)).toEqual([
    'method-rl: still a conflict; expected yes, no or not-used',
    'eval-benchmarks: still a conflict; expected yes or no',
  ])
  const decided = readSheet('merged.yaml', text.replaceAll('answer: conflict', 'answer: no'))
  if (!('answers' in decided)) throw new Error(JSON.stringify(decided))
  expect(decided).toMatchObject({ name: 'Mine', assessor: 'Ann, Bo' })
  expect(decided.answers.get('open-paper')).toEqual({ answer: 'yes', evidence: 'Ann: p. 3\nBo: p. 4', note: '' })
})

test('a name of several lines cannot leave the comment that it stands in', () => {
  const eve = sheetOf('Mine', yesTo('data-sources'), { assessor: 'Eve\nversion: 2' })
  const { text } = mergeSheets([eve, sheetOf('Mine', {}, { assessor: 'Bo' })], 'en')
  const read = readSheet('merged.yaml', text)
  expect('answers' in read ? [] : read.map(({ message }) => message)).toEqual([
    'data-sources: still a conflict; expected yes or no',
  ])
})
