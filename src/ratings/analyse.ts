import type { Analysis } from '../core/analysis.ts'
import type { RatingRecord } from './rating.ts'
import type { ArmRecords } from './rating-table.ts'
import { ratingTexts } from './rating-texts.ts'
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

/** The findings as sections of a report; those without anything to show are left out. */
export function ratingSections(findings: RatingFindings): Analysis[] {
  const { means, agreement, raters, choices, judges } = ratingTexts(findings)
  const sections: Analysis[] = [
    {
      title: 'Human ratings',
      notes: [
        'Means over items of the mean over raters, 0–100. The intervals and Δ resample raters and items both (two-way bootstrap); a table of scores takes these raters as given.',
      ],
      tables: [means],
      data: findings.ratings,
    },
    {
      title: 'Agreement between raters',
      notes: [
        'alpha: Krippendorff’s, interval scale. ICC: absolute agreement of one rater (2,1) and of the mean of all (2,k), over the answers that every rater rated.',
      ],
      tables: [agreement],
    },
    { title: 'Raters', notes: [raters.note], tables: [raters] },
    {
      title: 'Choices between the two answers',
      notes: ['Win rate: share of votes for the answer after, a tie as half; its interval resamples raters and pairs.'],
      tables: [choices],
      data: findings.preferences,
    },
    {
      title: 'Judges beside the raters',
      notes: ['Pearson’s r of a judge’s rating with the raters’ mean, over the answers that both rated.'],
      tables: [judges],
      data: findings.judges,
    },
  ]
  return sections.filter(({ tables }) => tables.some(({ rows }) => rows.length > 0))
}
