import { z } from 'zod'
import { wilson } from '../stats/proportion.ts'
import { OverlapRecord } from './overlap-record.ts'
import { shapes } from './training-row.ts'

const Counts = z.object({ exact: z.int(), 'near-duplicate': z.int(), 'n-gram': z.int() })

/** What `xeval overlap --json` prints. */
export const OverlapResult = z.object({
  schemaVersion: z.literal(1),
  /** How texts were compared. `characters` is the n-gram of scripts without blanks between words. */
  rules: z.object({
    ngram: z.int(),
    characters: z.int(),
    threshold: z.number(),
    part: z.enum(['question', 'answer', 'both']),
  }),
  training: z.array(
    z.object({
      file: z.string(),
      format: z.enum(['jsonl', 'json', 'parquet', 'text']),
      /** Rows read; of text lines. */
      rows: z.int(),
      /** Rows by the shape that they were recognised by. */
      shapes: z.partialRecord(z.enum(shapes), z.int()),
    }),
  ),
  /** n-grams that more than ten items of a benchmark share: its template, which is no overlap. */
  templates: z.int(),
  benchmarks: z.array(
    z.object({
      name: z.string(),
      /** The bundled sample stood in for the data, which are not pulled. */
      bundled: z.boolean(),
      n: z.int(),
      /** Samples by the strongest match. */
      kinds: Counts,
      /** Samples by what was found of them; `both` in one row. */
      found: z.object({ question: z.int(), answer: z.int(), both: z.int() }),
      flagged: z.int(),
      share: z.number(),
      /** Wilson's, for the share among questions of this kind; of these very items the share is a count. */
      ci95: z.tuple([z.number(), z.number()]),
    }),
  ),
  flagged: z.array(OverlapRecord),
})
export type OverlapResult = z.infer<typeof OverlapResult>

/** The samples found, counted by benchmark. */
export const countOverlap = (
  benchmarks: readonly { name: string; n: number; bundled: boolean }[],
  records: readonly OverlapRecord[],
): OverlapResult['benchmarks'] =>
  benchmarks.map(({ name, n, bundled }) => {
    const own = records.filter(({ benchmark }) => benchmark === name)
    const kind = (wanted: OverlapRecord['kind']): number => own.filter(({ kind }) => kind === wanted).length
    const part = (wanted: OverlapRecord['found']): number => own.filter(({ found }) => found === wanted).length
    const [low, high] = n === 0 ? [0, 1] : wilson(own.length, n).ci
    return {
      name,
      bundled,
      n,
      kinds: { exact: kind('exact'), 'near-duplicate': kind('near-duplicate'), 'n-gram': kind('n-gram') },
      found: { question: part('question'), answer: part('answer'), both: part('both') },
      flagged: own.length,
      share: n === 0 ? 0 : own.length / n,
      ci95: [low, high],
    }
  })
