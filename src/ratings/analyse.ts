import type { Analysis } from '../core/analysis.ts'
import type { Language } from '../core/wording.ts'
import type { RatingRecord } from './rating.ts'
import type { ArmRecords } from './rating-table.ts'
import { ratingTexts } from './rating-texts.ts'
import { sectionWords } from './section-words.ts'
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
export function ratingSections(findings: RatingFindings, language: Language = 'en'): Analysis[] {
  const say = sectionWords[language]
  const { means, agreement, raters, choices, judges } = ratingTexts(findings, say)
  const sections: Analysis[] = [
    {
      title: say.ratings,
      notes: [say.ratingsNote],
      tables: [means],
      data: findings.ratings,
    },
    {
      title: say.agreement,
      notes: [say.agreementNote],
      tables: [agreement],
    },
    { title: say.raters, notes: [raters.note], tables: [raters] },
    {
      title: say.choices,
      notes: [say.choicesNote],
      tables: [choices],
      data: findings.preferences,
    },
    {
      title: say.judges,
      notes: [say.judgesNote],
      tables: [judges],
      data: findings.judges,
    },
  ]
  return sections.filter(({ tables }) => tables.some(({ rows }) => rows.length > 0))
}
