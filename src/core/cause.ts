import { z } from 'zod'

/** Why samples have no answer or no score: a failure's code, how often it came, one of its messages and what to do about it. */
export const Cause = z.object({
  code: z.string(),
  /** Sample epochs. */
  count: z.int(),
  message: z.string(),
  hint: z.string().exactOptional(),
})
export type Cause = z.infer<typeof Cause>
