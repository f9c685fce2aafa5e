import { z } from 'zod'
import { Usage } from './completion.ts'

/** One request as it was made; a retried sample has several. */
export const Attempt = z.object({
  latencyMs: z.number().nonnegative(),
  status: z.int().exactOptional(),
  requestId: z.string().exactOptional(),
  /** Code of the failure, or `hedge-lost`; absent where the attempt gave the answer. */
  error: z.string().exactOptional(),
  /** Tokens of an answer that was paid for and not taken: second to that of its hedge, broken off, or empty and asked for again. */
  usage: Usage.exactOptional(),
  /** Parameters that the server refuses, left out of this request. */
  dropped: z.array(z.string()).exactOptional(),
})
export type Attempt = z.infer<typeof Attempt>

export const Failure = z.object({
  /** `http-500`, `timeout`, `unparsable-judgment`, `empty-answer`, `truncated-answer` … */
  code: z.string(),
  message: z.string(),
  /** What to do about it. */
  hint: z.string().exactOptional(),
  /** Message and hint in Chinese, where the judge has them. */
  zh: z.string().exactOptional(),
  /** What the judge said, where it could not be read. */
  raw: z.string().exactOptional(),
  /** Where a judge's code threw it, `file:line:column`, and the beginning of its stack. */
  location: z.string().exactOptional(),
  stack: z.string().exactOptional(),
  /**
   * Of a judgment: the `judge` failed, not the answer (its reply was cut off, withheld or unreadable, or its request failed); it
   * can't tell (`undecided`); or it has still to judge (`pending`). Absent where the answer can't be judged.
   */
  of: z.enum(['judge', 'undecided', 'pending']).exactOptional(),
  /** Nothing to try again: an answer that can't be judged. A resume leaves it; other failures it does anew. */
  final: z.literal(true).exactOptional(),
})
export type Failure = z.infer<typeof Failure>

/**
 * What became of one stage of one sample: a value, or a failure that is counted and never scored.
 *
 * @example
 * const outcome: Outcome<number> = { ok: false, error: { code: 'http-500', message: 'the server failed' } }
 * outcome.ok // → false
 */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: Failure }

export const outcomeOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: Failure }),
  ])
