import { type Agreement, Answer } from '../core/leaderboard.ts'
import { cohenKappa } from '../stats/kappa.ts'
import { questions } from './questionnaire.ts'
import { assessorOf, type Sheet } from './sheet.ts'

/** How far each two sheets of one project agree. */
export const agreementsOf = (sheets: readonly Sheet[]): Agreement[] =>
  sheets.flatMap((first, i) => sheets.slice(i + 1).map(second => agreementOf(first, second, sheets)))

function agreementOf(first: Sheet, second: Sheet, sheets: readonly Sheet[]): Agreement {
  const both = questions.flatMap(({ id, points }) => {
    const [one, other] = [first.answers.get(id)?.answer, second.answers.get(id)?.answer]
    return one === undefined || other === undefined ? [] : [{ id, points, one, other }]
  })
  const table = Answer.options.map(one =>
    Answer.options.map(other => both.filter(pair => pair.one === one && pair.other === other).length),
  )
  const kappa = cohenKappa(table)
  const differ = both.filter(({ one, other }) => one !== other)
  const atStake = differ.filter(({ one, other }) => one === 'no' || other === 'no')
  return {
    project: first.name,
    between: [assessorOf(first, sheets), assessorOf(second, sheets)],
    n: both.length,
    agreed: both.length - differ.length,
    kappa: kappa === undefined ? null : { value: kappa.value, ci95: [kappa.ci[0], kappa.ci[1]] },
    pointsAtStake: atStake.reduce((sum, { points }) => sum + points, 0),
    differences: differ.map(({ id, one, other }) => ({ id, answers: [one, other] })),
  }
}
