/** Compares a mathematical answer with the gold one; a model is asked only about pairs that can't be decided. */
import { defineJudge, type Judgment, loadPrompt } from 'xeval'
import { askAboutAnswer, askAboutText, type MathLabel } from './ask-model.ts'
import { compareAnswers } from './compare.ts'
import { extractAnswer } from './extract.ts'
import type { Sameness } from './same-value.ts'
import { compareSymbolically } from './symbolic.ts'

export type { MathLabel } from './ask-model.ts'
export { compareAnswers, numberKey } from './compare.ts'
export { extractAnswer } from './extract.ts'
export type { Sameness } from './same-value.ts'
export { compareSymbolically } from './symbolic.ts'

const sameAnswer = loadPrompt(new URL('./prompts/same-answer.v1.md', import.meta.url))
const answerInText = loadPrompt(new URL('./prompts/answer-in-text.v1.md', import.meta.url))

/**
 * `answer` is what was read out of the text, `via` where it was found. A text that the token limit cut off before its box
 * is `incorrect` via `none`, without `answer`, and casts no vote in maj@k; a text in which no answer can be found for
 * certain is put to the judge's model, and without one stays unscored.
 */
export default defineJudge<MathLabel>({
  name: 'math-equal',
  version: 3,
  description: 'Compares the final answer with the gold answer as mathematics: exactly if possible, else numerically',
  scale: ['correct', 'incorrect'],
  model: 'optional',
  prompts: [sameAnswer, answerInText],
  caution: {
    en: 'Angles in degrees and in radians, and bounds with and without brackets, count as different; see docs/reasoning.md for measured error rates.',
    zh: '角度制与弧度制的角、带括号与不带括号的界都视为不同；实测错误率见 docs/reasoning.md。',
  },
  unfit: ({ target }) => (target === undefined || target.length === 0 ? 'it has no gold answer' : undefined),
  judge: async (context): Promise<Judgment<MathLabel>> => {
    const { text, finishReason } = context.completion
    const isCutOff = finishReason === 'length'
    const found = extractAnswer(text, isCutOff)
    if (found === undefined)
      return isCutOff ? { label: 'incorrect', via: 'none', raw: '' } : askAboutText(context, answerInText)
    const verdict = await against(context.sample.target ?? [], found.answer)
    if (verdict === 'undecided') return askAboutAnswer(context, sameAnswer, found)
    return { label: verdict === 'equal' ? 'correct' : 'incorrect', answer: found.answer, via: found.via, raw: '' }
  },
})

/** What our parser doesn't read. The engine compares in floating point, so nothing else is left to it. */
const beyondUs = /\\(?:sum|prod|i{0,2}int|oint|lim|max|min|gcd|operatorname)(?![a-zA-Z])/

/** Any of the gold answers counts; one that can't be decided leaves room for yes. */
async function against(golds: readonly string[], answer: string): Promise<Sameness> {
  let verdict: Sameness = 'different'
  for (const gold of golds) {
    const quick = compareAnswers(gold, answer)
    const isBeyondUs = quick === 'undecided' && beyondUs.test(gold + answer)
    const sameness = isBeyondUs ? await compareSymbolically(gold, answer) : quick
    if (sameness === 'equal') return 'equal'
    if (sameness === 'undecided') verdict = 'undecided'
  }
  return verdict
}
