import type { Completion } from '../completion.ts'
import type { ReasoningTags } from './marks.ts'
import { takeApart } from './take-apart.ts'

/**
 * The completion with its answer as the text. What the server itself put apart stays reasoning, before what is found in the text.
 * A model that ended its turn and ran on to the token limit was not cut off: its answer is whole.
 */
export function answerOf(completion: Completion, tags?: readonly ReasoningTags[]): Completion {
  const { text, reasoning, removed } = takeApart(completion.text, tags)
  if (text === completion.text) return completion
  const thoughts = [completion.reasoning, reasoning].filter(part => part !== undefined && part !== '')
  const isWhole = removed?.some(({ kind }) => kind === 'run-on' || kind === 'template-token') && text !== ''
  const isOver = removed?.some(({ kind }) => kind === 'unclosed-thought')
  return {
    ...completion,
    text,
    ...(thoughts.length > 0 && { reasoning: thoughts.join('\n\n') }),
    ...(completion.finishReason === 'length' && isWhole && !isOver && { finishReason: 'stop' as const }),
    ...(removed !== undefined && { removed: [...(completion.removed ?? []), ...removed] }),
  }
}
