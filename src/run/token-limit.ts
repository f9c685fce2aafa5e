import type { Benchmark } from '../core/benchmark.ts'
import type { ModelIdentity } from '../core/provider.ts'

/** Output tokens of a benchmark that asks for no other number. */
export const DEFAULT_MAX_TOKENS = 2048

/**
 * Output tokens that a benchmark asks for where the user doesn't say: its own number, or what the shortest context of the models
 * leaves for an answer, as far as their servers say how long it is. Both arms get the same.
 */
export function usualMaxTokens(
  { maxTokens = DEFAULT_MAX_TOKENS }: Benchmark,
  models: readonly ModelIdentity[],
): number {
  const contexts = models.flatMap(identity => contextOf(identity) ?? [])
  return Math.min(maxTokens, ...contexts.map(room))
}

/** What a question takes is known to the server alone: a quarter of the context is left for it, and 2,048 tokens at most. */
const room = (context: number): number => Math.max(1, context - Math.min(2048, Math.floor(context / 4)))

/** vLLM and SGLang, then gateways. What a model was trained on (`n_ctx_train`) is not what a server gives it. */
const names = ['max_model_len', 'context_length', 'context_window', 'n_ctx'] as const

function contextOf({ details }: ModelIdentity): number | undefined {
  const found = names.map(name => details?.[name]).find(value => typeof value === 'number' && value > 0)
  return typeof found === 'number' ? found : undefined
}
