/** Compares a mathematical answer with the gold one; a model is asked only about pairs that can't be decided. */
import { defineJudge, fence, type JudgeContext, type Judgment, loadPrompt, UnparsableReply, XevalError } from 'xeval'
import { compareAnswers } from './compare.ts'
import { type Extracted, extractAnswer, type Via } from './extract.ts'
import type { Sameness } from './same-value.ts'
import { compareSymbolically } from './symbolic.ts'

export { compareAnswers, numberKey } from './compare.ts'
export { extractAnswer } from './extract.ts'
export type { Sameness } from './same-value.ts'
export { compareSymbolically } from './symbolic.ts'

export type MathLabel = 'correct' | 'incorrect'

const sameAnswer = loadPrompt(new URL('./prompts/same-answer.v1.md', import.meta.url))

/**
 * `answer` is what was read out of the text, `via` where it was found. A text with no answer in it is `incorrect` via
 * `none`, without `answer`: it counts against accuracy and casts no vote in maj@k.
 */
export default defineJudge<MathLabel>({
  name: 'math-equal',
  version: 1,
  description: 'Compares the final answer with the gold one as mathematics: exactly where that goes, else numerically',
  scale: ['correct', 'incorrect'],
  model: 'optional',
  prompts: [sameAnswer],
  caution: {
    en: 'Angles in degrees and in radians, and bounds with and without brackets, count as different; see docs/reasoning.md for measured error rates.',
    zh: '角度制与弧度制的角、带括号与不带括号的界都视为不同；实测错误率见 docs/reasoning.md。',
  },
  judge: async context => {
    const { completion } = context
    const found = extractAnswer(completion.text, completion.finishReason === 'length')
    if (found === undefined) return { label: 'incorrect', via: 'none', raw: '' }
    const verdict = await against(context.sample.target ?? [], found.answer)
    if (verdict === 'undecided') return askModel(context, found)
    return { label: verdict === 'equal' ? 'correct' : 'incorrect', answer: found.answer, via: found.via, raw: '' }
  },
})

/** Any of the gold answers counts; one that can't be decided leaves room for yes. */
async function against(golds: readonly string[], answer: string): Promise<Sameness> {
  let verdict: Sameness = 'different'
  for (const gold of golds) {
    const quick = compareAnswers(gold, answer)
    const sameness = quick === 'undecided' ? await compareSymbolically(gold, answer) : quick
    if (sameness === 'equal') return 'equal'
    if (sameness === 'undecided') verdict = 'undecided'
  }
  return verdict
}

/** Without a model an undecided pair stays unscored, with the answer kept. */
async function askModel({ sample, ask }: JudgeContext, { answer, via }: Extracted): Promise<Judgment<MathLabel>> {
  const content = sameAnswer.render({
    question: fence('question', sample.input.at(-1)?.content ?? ''),
    gold: fence('reference', (sample.target ?? []).join('\nor\n')),
    given: fence('answer', answer),
  })
  const { text } = await ask({ messages: [{ role: 'user', content }], maxTokens: 16 }).catch(error => {
    if (!XevalError.is(error) || error.code !== 'no-judge-model') throw error
    throw new UnparsableReply('math-equal', answer, 'an answer that could be compared with the gold one')
  })
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[`*."']/g, '')
  if (word !== 'same' && word !== 'different') throw new UnparsableReply('math-equal', text, '`same` or `different`')
  const path: `${Via}, model` = `${via}, model`
  return { label: word === 'same' ? 'correct' : 'incorrect', answer, via: path, raw: text }
}
