import { z } from 'zod'

export const Message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })
export type Message = z.infer<typeof Message>

/** One test item. */
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
