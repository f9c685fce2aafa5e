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
 *
 * A total that is less than its parts leaves open which of them is wrong: none is believed. One of 0 is none.
 */
export function toUsage(counted: Counted): Usage {
  const { input, output, reasoning, total, cached } = counted
  if (isContradictory(counted)) return {}
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

/** Some leave what came from their cache out of the total. */
const isContradictory = ({ input, output, total, cached }: Counted): boolean =>
  total != null && total > 0 && total + (cached ?? 0) < (input ?? 0) + (output ?? 0)

/** No tokens for some text is no count: it would be a result of its own. */
export function believable(
  { outputTokens, reasoningTokens, ...usage }: Usage,
  { text, reasoning = '' }: { text: string; reasoning?: string | undefined },
): Usage {
  const isCount = outputTokens !== undefined && (outputTokens > 0 || text + reasoning === '')
  const thoughts = reasoningTokens !== undefined && (reasoningTokens === 0 || outputTokens !== 0) && { reasoningTokens }
  return { ...usage, ...(isCount && { outputTokens }), ...thoughts }
}
