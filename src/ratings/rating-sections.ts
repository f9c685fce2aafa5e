import type { Analysis } from '../core/analysis.ts'
import type { Language } from '../core/wording.ts'
import type { RatingFindings } from './findings.ts'
import { ratingTexts } from './rating-texts.ts'
import { sectionWords } from './section-words.ts'

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
