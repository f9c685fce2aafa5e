import { z } from 'zod'
import { XevalError } from '../core/errors.ts'

export const Arm = z.enum(['before', 'after'])
export type Arm = z.infer<typeof Arm>

export const Choice = z.enum(['before', 'tie', 'after'])
export type Choice = z.infer<typeof Choice>

const common = {
  /** The blinded key under which the rater saw it. */
  item: z.string().min(1),
  benchmark: z.string(),
  sampleId: z.string(),
  rater: z.string().min(1),
  comment: z.string().exactOptional(),
  /** Where it stood in the rater's session, from 1. */
  position: z.int().positive().exactOptional(),
  /** ISO 8601. */
  at: z.string(),
}

/** One rater's rating of one answer, 0–100; stands in the directory of the run that gave the answer. */
export const Rating = z.object({
  kind: z.literal('rating'),
  ...common,
  rating: z.number().min(0).max(100),
  /** First 16 hex digits of the answer's SHA-256, so that a rating is never taken for one of another answer. */
  answer: z.string(),
})
export type Rating = z.infer<typeof Rating>

/** One rater's choice between the two runs' answers; stands in the directory of the later run. */
export const Preference = z.object({
  kind: z.literal('preference'),
  ...common,
  choice: Choice,
  /** Which arm was shown on the left. */
  left: Arm,
  /** Both answers' hashes, before then after. */
  answers: z.tuple([z.string(), z.string()]),
})
export type Preference = z.infer<typeof Preference>

/** A line of `ratings.jsonl`. */
export const RatingRecord = z.discriminatedUnion('kind', [Rating, Preference])
export type RatingRecord = z.infer<typeof RatingRecord>

/** What is rated, and by whom: a second record with the same identity is a revision of the first, or a conflict. */
export const identity = (record: RatingRecord): string =>
  JSON.stringify(
    record.kind === 'rating'
      ? [record.kind, record.benchmark, record.sampleId, record.answer, record.rater]
      : [record.kind, record.benchmark, record.sampleId, record.answers, record.rater],
  )

/** The rating or choice itself. */
export const given = (record: RatingRecord): number | Choice =>
  record.kind === 'rating' ? record.rating : record.choice

/** The ends of the scale that a sheet was filled on; ratings are stored on 0–100. */
export interface RatingScale {
  min: number
  max: number
}

export const fullScale: RatingScale = { min: 0, max: 100 }

/** Reads `1-5`, `0–10`, `-2..2`. */
export function parseScale(text: string): RatingScale {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|\.\.|to)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  const [min, max] = [Number(match?.[1]), Number(match?.[2])]
  if (match && min < max) return { min, max }
  throw new XevalError('rating-scale', `scale ${JSON.stringify(text)} is not MIN-MAX`, {
    hint: 'Give the two ends, the worse one first: --scale 1-5',
  })
}

/** A rating on `scale` as one on 0–100. */
export const toHundred = (value: number, { min, max }: RatingScale): number => (100 * (value - min)) / (max - min)
