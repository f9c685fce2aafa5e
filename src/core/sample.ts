import { z } from 'zod'

/**
 * A turn of a conversation.
 *
 * @example
 * const message: Message = { role: 'user', content: 'What is 2 + 2?' }
 * message.role // → 'user'
 */
export const Message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })
export type Message = z.infer<typeof Message>

/**
 * One test item.
 *
 * @example
 * const sample: Sample = {
 *   id: stableId('mine', 'What is 2 + 2?'),
 *   input: [{ role: 'user', content: 'What is 2 + 2?' }],
 *   target: ['4', 'four'],
 *   language: 'en',
 *   metadata: { topic: 'sums' },
 * }
 * sample.target?.includes('four') // → true
 */
export const Sample = z.object({
  /** Made from the content (`stableId`), so that reordering or sampling never changes it. */
  id: z.string().min(1),
  input: z.array(Message).min(1),
  /** Gold answers; any of them counts. */
  target: z.array(z.string()).exactOptional(),
  /** Cluster: samples of one group are not independent (a shared context, the framings of one question). */
  group: z.string().exactOptional(),
  /** BCP 47 primary tag: `en`, `zh`. */
  language: z.string(),
  /** Facts of the item for breakdowns and judges: scalars, or lists of strings. */
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
})
export type Sample = z.infer<typeof Sample>
