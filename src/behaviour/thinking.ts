import type { FigureMetric } from '../analysis/figure-metric.ts'
import type { Drawn } from '../analysis/scored-sample.ts'
import type { Completion } from '../core/completion.ts'
import type { Wording } from '../core/wording.ts'
import { isReflective } from './detect/reflection.ts'
import { countWords } from './detect/text.ts'

/** What is true of a reply's thinking, and of how it ended; of replies without an answer, too. */
export interface ThinkingFact {
  name: string
  title: Wording
  /** A share in 0…1; nothing leaves the reply out. */
  value(completion: Completion): Drawn
}

const isUnclosed = ({ removed = [] }: Completion): boolean => removed.some(({ kind }) => kind === 'unclosed-thought')
const thinks = (completion: Completion): boolean =>
  (completion.reasoning ?? '').trim() !== '' || isUnclosed(completion) || (completion.usage.reasoningTokens ?? 0) > 0

export const thinkingFacts: readonly ThinkingFact[] = [
  {
    name: 'cut-off',
    title: { en: 'Cut off at the token limit', zh: '达到 token 上限被截断' },
    value: ({ finishReason, filledLimit }) => (finishReason === 'length' || filledLimit ? 1 : 0),
  },
  { name: 'thinks', title: { en: 'Has reasoning', zh: '有思考过程' }, value: reply => (thinks(reply) ? 1 : 0) },
  {
    name: 'unclosed-thought',
    title: { en: 'Reasoning without an end', zh: '思考未结束' },
    value: reply => (isUnclosed(reply) ? 1 : 0),
  },
  {
    name: 'reasoning-share',
    title: { en: 'Reasoning as a share of the output', zh: '思考占输出的比例' },
    value: reply => (thinks(reply) ? shareOf(reply) : undefined),
  },
  {
    name: 'reasoning-reflection',
    title: { en: 'Reflection in the reasoning', zh: '思考中的反思与回溯' },
    value: ({ reasoning = '' }) => (reasoning.trim() === '' ? undefined : isReflective(reasoning) ? 1 : 0),
  },
]

export const thinkingMetrics: readonly FigureMetric[] = thinkingFacts.map(({ name }) => {
  return { kind: 'mean', name, direction: 'lower-is-better', unit: 'rate' }
})

/** In tokens where they were counted, else in words. */
function shareOf({ usage: { reasoningTokens, outputTokens }, reasoning = '', text }: Completion): Drawn {
  if (reasoningTokens !== undefined && outputTokens !== undefined && outputTokens > 0)
    return Math.min(1, reasoningTokens / outputTokens)
  const [thought, answer] = [countWords(reasoning), countWords(text)]
  return thought + answer === 0 ? undefined : thought / (thought + answer)
}
