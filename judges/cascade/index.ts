/**
 * `answer-exact` where it is sure, and `answer-match` for the rest: `via` says which, so that a report can count how
 * many questions to the model were saved.
 */
import { defineJudge } from 'xeval'
import { answerLabels, decideAnswer, noGold } from 'xeval/judges/answer-exact'
import answerMatch from 'xeval/judges/answer-match'

export default defineJudge({
  name: 'cascade',
  version: 3,
  description: 'answer-exact where it is sure, and a model with the prompt of answer-match for the rest',
  scale: answerLabels,
  model: 'optional',
  prompts: answerMatch.prompts,
  unfit: noGold,
  async judge(context) {
    const decision = decideAnswer(context.sample, context.completion.text)
    if (!decision.sure) return answerMatch.judge(context)
    return { label: decision.label, rationale: decision.why, via: 'exact', raw: '' }
  },
})
