import { z } from 'zod'
import { matchKinds } from './text-match.ts'

/** A place in the training data where a test item was found. */
export const OverlapMatch = z.object({
  part: z.enum(['question', 'answer']),
  kind: z.enum(matchKinds),
  /** Jaccard similarity; of an n-gram the share of the test text's words in the longest common run. */
  similarity: z.number(),
  file: z.string(),
  /** From 1; of Parquet the row. */
  line: z.int(),
  /** The field: `messages[1].content`. Empty for text without fields. */
  where: z.string(),
  /** Place in the field, in UTF-16 units; of text without fields, in its line. */
  start: z.int(),
  end: z.int(),
  /** What stands there, cut short. */
  text: z.string(),
})
export type OverlapMatch = z.infer<typeof OverlapMatch>

/** A test item that was found in the training data: a line of the file that `xeval overlap --flagged` writes. */
export const OverlapRecord = z.object({
  benchmark: z.string(),
  id: z.string(),
  /** The strongest of its matches. */
  kind: z.enum(matchKinds),
  /** `both`: the question and, in the same row, its answer. */
  found: z.enum(['question', 'answer', 'both']),
  /** Training rows that it was found in. */
  rows: z.int(),
  /** The strongest of them. */
  matches: z.array(OverlapMatch),
})
export type OverlapRecord = z.infer<typeof OverlapRecord>
