import { z } from 'zod'
import { OverlapResult } from './overlap-result.ts'

/** Regressions that are looked into. */
export const REGRESSIONS = 1000

/** What `xeval overlap --nearest BEFORE AFTER --json` prints. */
export const NearestResult = z.object({
  schemaVersion: z.literal(1),
  before: z.string(),
  after: z.string(),
  training: OverlapResult.shape.training,
  /** Samples that regressed; the first 1,000 of them with an answer in both runs are in `samples`. */
  regressed: z.int(),
  samples: z.array(
    z.object({
      benchmark: z.string(),
      id: z.string(),
      question: z.string(),
      /** The nearest first. */
      rows: z.array(
        z.object({
          file: z.string(),
          line: z.int(),
          where: z.string(),
          /** Jaccard similarity of the two sets of words, each weighing as it is rare. */
          similarity: z.number(),
          text: z.string(),
        }),
      ),
    }),
  ),
})
export type NearestResult = z.infer<typeof NearestResult>
