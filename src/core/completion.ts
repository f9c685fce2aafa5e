import { z } from 'zod'
import { Removed } from './answer/take-apart.ts'

/**
 * Why a model stopped. `content-filter`: withheld by the provider, whole or from some point on. `other` is of records that xeval 0.1
 * wrote.
 *
 * @example
 * const reasons: FinishReason[] = ['stop', 'length', 'content-filter', 'tool-calls', 'other']
 * reasons.length // → 5
 */
export const FinishReason = z.enum(['stop', 'length', 'content-filter', 'tool-calls', 'other'])
export type FinishReason = z.infer<typeof FinishReason>

/**
 * Token counts as the provider reported them; absent where it did not. `reasoningTokens` is a part of `outputTokens`.
 *
 * @example
 * const usage: Usage = { inputTokens: 30, outputTokens: 12, reasoningTokens: 8 }
 * usage.outputTokens // → 12
 */
export const Usage = z.object({
  inputTokens: z.int().nonnegative().exactOptional(),
  outputTokens: z.int().nonnegative().exactOptional(),
  reasoningTokens: z.int().nonnegative().exactOptional(),
})
export type Usage = z.infer<typeof Usage>

/**
 * A model's answer to one sample in one epoch.
 *
 * @example
 * const completion: Completion = { text: 'Four.', finishReason: 'stop', usage: { outputTokens: 2 }, servedModel: 'small', latencyMs: 12 }
 * completion.usage.outputTokens // → 2
 */
export const Completion = z.object({
  /** The answer without its reasoning and what is put aside with it; as a provider gives it, whatever the server sent as the text. */
  text: z.string(),
  /** `reasoning_content`, the inside of `<think>…</think>`, or Anthropic thinking. */
  reasoning: z.string().exactOptional(),
  /** What else was taken off the text to get the answer: the template's tokens, a turn that ran on. */
  removed: z.array(Removed).exactOptional(),
  finishReason: FinishReason,
  /** The server gave no finish reason: whether the answer was cut off is not known. */
  endUnstated: z.literal(true).exactOptional(),
  /** It took all the tokens that it was allowed, though the server says that the model stopped by itself. */
  filledLimit: z.literal(true).exactOptional(),
  usage: Usage,
  /** The model name that the server says it used. */
  servedModel: z.string(),
  /** From the request's first byte to the reply's last, in milliseconds. */
  latencyMs: z.number().nonnegative(),
  /** From the request's first byte to the first token, thoughts included; only where the reply was streamed. */
  ttftMs: z.number().nonnegative().exactOptional(),
  /** What the provider said of an answer that it withheld. */
  withheld: z.string().exactOptional(),
  /** Parameters that were asked for and that the server refuses, so that they were left out. */
  dropped: z.array(z.string()).exactOptional(),
})
export type Completion = z.infer<typeof Completion>

/** Adds the counts that are there; what a provider doesn't report stays absent rather than zero. */
export function addUsage(total: Usage, more: Usage): void {
  for (const key of ['inputTokens', 'outputTokens', 'reasoningTokens'] as const) {
    if (more[key] !== undefined) total[key] = (total[key] ?? 0) + more[key]
  }
}
