import type { Benchmark } from './benchmark.ts'
import type { Completion } from './completion.ts'
import type { Failure } from './outcome.ts'

/** Why an answer goes to no judge; nothing where it does. What was withheld, cut off or never begun is counted and not scored. */
export function whyUnusable({ truncated }: Pick<Benchmark, 'truncated'>, completion: Completion): Failure | undefined {
  const { text, reasoning = '', finishReason, withheld, removed = [] } = completion
  if (finishReason === 'content-filter') {
    const why = withheld ? `: ${withheld}` : ''
    return { code: 'content-filter', message: `the provider withheld the answer${why}` }
  }
  if (finishReason === 'other') {
    return { code: 'incomplete-reply', message: 'the server did not report that its reply was complete' }
  }
  if (finishReason === 'length') {
    if (truncated === 'judged') return undefined
    return {
      code: 'truncated-answer',
      message: 'the answer was cut off by the token limit',
      hint: 'Raise --max-tokens; a reasoning model needs tokens for its reasoning, too.',
    }
  }
  if (finishReason === 'tool-calls') {
    return {
      code: 'tool-call',
      message: 'the model called a tool instead of answering',
      hint: 'The request offered no tools: check the chat template, and start the server without built-in tools.',
    }
  }
  if (text.trim() !== '') return undefined
  if (removed.some(({ kind }) => kind === 'unclosed-thought')) {
    return {
      code: 'unclosed-thought',
      message: 'the model began to reason and ended its turn without an answer',
      hint: 'Check the chat template. If the model ends its reasoning with other tags, pass --reasoning-tags OPEN,CLOSE.',
    }
  }
  if (reasoning.trim() !== '') {
    return {
      code: 'answer-only-in-reasoning',
      message: 'the answer is empty, but the reasoning is not',
      hint: 'The server treats the whole reply as reasoning: start it with another reasoning parser or none (vLLM and SGLang: --reasoning-parser, llama.cpp: --reasoning-format).',
    }
  }
  return { code: 'empty-answer', message: 'the answer is empty' }
}
