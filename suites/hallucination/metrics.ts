import { formula, type Metric, type Row, rate, type TotalsMetric } from 'xeval'
import type { AnswerLabel } from 'xeval/judges/answer-exact'

type Answer = Row<AnswerLabel>
const is = (label: AnswerLabel) => (row: Answer) => row.judgment.label === label
const share = (rows: readonly Answer[], test: (row: Answer) => boolean): number =>
  rows.filter(test).length / rows.length

export const correct = rate('correct', 'higher-is-better', is('correct'), 'Answers that are correct')
export const incorrect = rate('incorrect', 'lower-is-better', is('incorrect'), 'Answers that are incorrect')
/** Neither end is good in itself: fewer is better only where correct answers come in their place. */
export const notAttempted = rate(
  'not_attempted',
  'lower-is-better',
  is('not-attempted'),
  'Answers that do not attempt the question',
)

const [right, wrong] = [{ column: 0 }, { column: 1 }]
const given = { orZero: { divide: [right, { add: [right, wrong] }] } } as const

/** C / (C + I), and 0 where nothing was attempted, as `accuracy_given_attempted` upstream. */
export const correctGivenAttempted: TotalsMetric<AnswerLabel> = {
  kind: 'totals',
  name: 'correct_given_attempted',
  description: 'Correct answers among the attempted (correct or incorrect) ones',
  direction: 'higher-is-better',
  unit: 'rate',
  columns: rows => [share(rows, is('correct')), share(rows, is('incorrect'))],
  of: formula(given),
}

/** The harmonic mean of correct and correct given attempted, and 0 where both are 0, as `f1` upstream: 2C / (n + C + I). */
export const fScore: TotalsMetric<AnswerLabel> = {
  kind: 'totals',
  name: 'f_score',
  description: 'Harmonic mean of correct and correct given attempted',
  direction: 'higher-is-better',
  unit: 'rate',
  columns: rows => [share(rows, is('correct')), share(rows, is('incorrect'))],
  of: formula({ orZero: { divide: [{ multiply: [2, given, right] }, { add: [given, right] }] } }),
}

/** SimpleQA's five figures, correct first. */
export const simpleqaMetrics: readonly [Metric<AnswerLabel>, ...Metric<AnswerLabel>[]] = [
  correct,
  incorrect,
  notAttempted,
  correctGivenAttempted,
  fScore,
]

/** ChineseFactEval's points: an item's weight for a correct answer, half of it for not knowing, none for a wrong one. */
const credit: Record<AnswerLabel, number> = { correct: 1, 'not-attempted': 0.5, incorrect: 0 }

/** As a share of the most that the samples taken could have given. */
export const points: TotalsMetric<AnswerLabel> = {
  kind: 'totals',
  name: 'points',
  description: 'Points as a share of the maximum for these samples',
  direction: 'higher-is-better',
  unit: 'rate',
  columns: rows => {
    const weight = Number(rows[0]?.sample.metadata['weight'])
    return [(weight * rows.reduce((sum, row) => sum + credit[row.judgment.label], 0)) / rows.length, weight]
  },
  of: formula({ orZero: { divide: [{ column: 0 }, { column: 1 }] } }),
}
