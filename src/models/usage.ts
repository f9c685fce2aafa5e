import type { Usage } from '../core/completion.ts'

/** Counts as a provider gives them. */
export interface Counted {
  input?: number | null | undefined
  output?: number | null | undefined
  reasoning?: number | null | undefined
  total?: number | null | undefined
  /** Input that came from the server's cache: some leave it out of `input`. */
  cached?: number | null | undefined
}

/**
 * Counts in our terms, in which thoughts are a part of the output. Some providers (xAI, Gemini's compatible endpoint) leave
 * them out of it: then the total holds them, or there are more thoughts than output.
 */
export function toUsage({ input, output, reasoning, total, cached }: Counted): Usage {
  const beyond = input != null && output != null && total != null ? total - input - output : 0
  const thoughts = reasoning ?? (beyond > 0 && beyond !== cached ? beyond : undefined)
  const isApart = thoughts !== undefined && output != null && (thoughts > output || (beyond > 0 && beyond === thoughts))
  return {
    ...(input != null && { inputTokens: input }),
    ...(output != null && { outputTokens: isApart ? output + thoughts : output }),
    ...(thoughts !== undefined && output != null && { reasoningTokens: thoughts }),
    ...(reasoning != null && output == null && { reasoningTokens: reasoning }),
  }
}
