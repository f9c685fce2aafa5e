import type { Benchmark } from './benchmark.ts'
import type { Completion } from './completion.ts'
import type { Failure } from './outcome.ts'

/**
 * Why an answer can't be judged: withheld, cut off, or empty; undefined where it can. What a filter left of an answer is no
 * short answer, and thoughts without an answer are no wrong one.
 */
export function whyUnusable(
  { truncated = 'unscored' }: Pick<Benchmark, 'truncated'>,
  { text, reasoning, finishReason, withheld }: Completion,
): Failure | undefined {
  if (finishReason === 'content-filter') {
    const why = withheld ? `: ${withheld}` : ''
    return { code: 'content-filter', message: `the provider withheld the answer${why}` }
  }
  if (finishReason === 'length') {
    return truncated === 'judged'
      ? undefined
      : { code: 'truncated-answer', message: 'the answer was cut off by the token limit' }
  }
  if (text.trim() !== '') return undefined
  if (reasoning?.trim()) return { code: 'answer-only-in-reasoning', message: onlyReasoning }
  return { code: 'empty-answer', message: 'the answer is empty' }
}

const onlyReasoning =
  'the answer is empty and the reasoning is not: the server takes the whole reply for thoughts; start it with another reasoning parser or none (vLLM and SGLang: --reasoning-parser, llama.cpp: --reasoning-format)'
