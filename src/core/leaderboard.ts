import { z } from 'zod'
import { Wording } from './wording.ts'

const points = z.int().nonnegative()

/** A technique that a work declares not to use counts as disclosed: `not-used` earns what `yes` does. */
export const Answer = z.enum(['yes', 'no', 'not-used'])
export type Answer = z.infer<typeof Answer>

const Question = z.object({ id: z.string(), text: Wording, points })

const Dimension = z.object({ id: z.string(), name: Wording, points, questions: z.array(Question) })

const Entry = z.object({
  /** From 1, by total; equal totals share one. */
  rank: z.int().positive(),
  name: z.string(),
  url: z.string().exactOptional(),
  assessor: z.string().exactOptional(),
  /** When it was assessed, as the sheet has it. */
  date: z.string().exactOptional(),
  /** The answer sheet. A published entry has none. */
  file: z.string().exactOptional(),
  /** `published`: the figures of the source, whose answers nobody has published. */
  origin: z.enum(['assessed', 'published']),
  /** One a dimension, in their order. */
  points: z.array(points),
  total: points,
  /** By the question's id. A published entry has none. */
  answers: z.record(z.string(), z.object({ answer: Answer, evidence: z.string(), note: z.string() })).exactOptional(),
})

const Agreement = z.object({
  project: z.string(),
  /** The assessors, or their files where the sheets name nobody. */
  between: z.tuple([z.string(), z.string()]),
  n: z.int().positive(),
  agreed: z.int().nonnegative(),
  /** Cohen's; null where both gave one and the same answer to every question. */
  kappa: z.object({ value: z.number(), ci95: z.tuple([z.number(), z.number()]) }).nullable(),
  /** Points that the differences decide: between `yes` and `not-used` there are none. */
  pointsAtStake: points,
  differences: z.array(z.object({ id: z.string(), answers: z.tuple([Answer, Answer]) })),
})
/**
 * How far two assessors of one work agree.
 *
 * @example
 * const agreement: Agreement | undefined = toyInputs.leaderboard.leaderboard.agreements[0]
 * agreement?.agreed // → 1
 */
export type Agreement = z.infer<typeof Agreement>

/**
 * A place on a leaderboard.
 *
 * @example
 * const entry: LeaderboardEntry | undefined = toyInputs.leaderboard.leaderboard.entries[0]
 * entry?.total // → 10
 */
export type LeaderboardEntry = z.infer<typeof Entry>

/**
 * Works by the points of a questionnaire; `xeval tti FILE --json` prints it.
 *
 * @example
 * const board: Leaderboard = toyInputs.leaderboard.leaderboard
 * board.dimensions.map(({ id }) => id) // → ['data', 'code']
 */
export const Leaderboard = z.object({
  schemaVersion: z.literal(1),
  title: Wording,
  /** Where the questionnaire and the published entries come from. */
  source: z.string(),
  citation: z.string().exactOptional(),
  /** Of the questionnaire: figures of two versions can't be compared. */
  version: z.int().positive(),
  dimensions: z.array(Dimension),
  /** By rank. */
  entries: z.array(Entry),
  agreements: z.array(Agreement),
})
export type Leaderboard = z.infer<typeof Leaderboard>
