import { z } from 'zod'

/** Why samples have no answer or no score: a failure's code, how often it came, one of its messages and what to do about it. */
export const Cause = z.object({
  code: z.string(),
  /**
   * What failed: `model`, which gave no answer; `answer`, which can't be judged; `judge`, whose reply was cut off, withheld or
   * unreadable, or whose request failed. No failures are `undecided`, where an embedded judge can't tell, and `pending`, where
   * somebody has still to judge.
   */
  of: z.enum(['model', 'answer', 'judge', 'undecided', 'pending']),
  /** Sample epochs. */
  count: z.int(),
  message: z.string(),
  hint: z.string().exactOptional(),
  /** Both in Chinese, where the judge has them. */
  zh: z.string().exactOptional(),
})
export type Cause = z.infer<typeof Cause>
