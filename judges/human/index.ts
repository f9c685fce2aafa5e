/**
 * What people said: the mean of the raters' 0–100 ratings of an answer, as `xeval rate` and `xeval ratings import`
 * collect them in the run's `ratings.jsonl`. The paper's general columns are such means of three experts.
 */
import { defineJudge, NotJudgedYet } from 'xeval'

export default defineJudge({
  name: 'human',
  version: 1,
  description: 'The mean of people’s 0–100 ratings (xeval rate, xeval ratings import)',
  scale: { min: 0, max: 100 },
  model: 'none',
  byPeople: true,
  prompts: [],
  async judge({ sample, ratings = [] }) {
    if (ratings.length === 0) {
      throw new NotJudgedYet('no-rating', `nobody has rated the answer to ${sample.id} yet`, {
        hint: 'Collect ratings with `xeval rate`, or bring them with `xeval ratings import`.',
      })
    }
    const mean = ratings.reduce((sum, { rating }) => sum + rating, 0) / ratings.length
    const remarks = ratings.flatMap(({ rater, comment }) => (comment ? [`${rater}: ${comment}`] : []))
    return {
      label: mean,
      ...(remarks.length > 0 ? { rationale: remarks.join('\n') } : {}),
      via: `${ratings.length} ${ratings.length === 1 ? 'rater' : 'raters'}`,
      raw: '',
    }
  },
})
