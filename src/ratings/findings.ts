import type { RatingRecord } from './rating.ts'
import type { ArmRecords } from './rating-table.ts'
import { shortHash } from './study.ts'
import { type PreferenceSummary, summarisePreferences } from './summarise-preferences.ts'
import { type RatingSummary, summariseRatings } from './summarise-ratings.ts'

/** A judge's ratings beside people's, over the answers that both rated. */
export interface JudgeBeside {
  benchmark: string
  judge: string
  n: number
  /** Pearson's r; absent where one side is constant, or n is below 2. */
  r?: number
}

/** All that ratings say of one run or two. */
export interface RatingFindings {
  ratings: RatingSummary[]
  preferences: PreferenceSummary[]
  judges: JudgeBeside[]
}

/** Figures of the ratings in two runs' stores (of one: `after`). Choices count where they are between these two runs. */
export function findingsOf(records: ArmRecords, judges: JudgeBeside[], isBefore: IsAnswer): RatingFindings {
  const choices = records.after.filter(record => record.kind === 'preference' && isBefore(record, record.answers[0]))
  return { ratings: summariseRatings(records), preferences: summarisePreferences(choices), judges }
}

/** Whether an answer, by its hash, is the one that the earlier run gave. */
export type IsAnswer = (record: RatingRecord, hash: string) => boolean

/** From the earlier run's answers. */
export function answerCheck(answers: readonly { benchmark: string; sampleId: string; answer: string }[]): IsAnswer {
  const known = new Set(answers.map(one => JSON.stringify([one.benchmark, one.sampleId, shortHash(one.answer)])))
  return ({ benchmark, sampleId }, hash) => known.has(JSON.stringify([benchmark, sampleId, hash]))
}
