import type { Verdict } from '../core/comparison.ts'
import type { Language } from '../core/wording.ts'

/** Verdicts as reports say them. */
export const verdictWords: Record<Language, Record<Verdict, string>> = {
  en: {
    improved: 'improved',
    regressed: 'regressed',
    equivalent: 'no change within the margin',
    'non-inferior': 'non-inferior',
    inconclusive: 'inconclusive',
  },
  zh: {
    improved: '变好',
    regressed: '变差',
    equivalent: '等效',
    'non-inferior': '非劣效',
    inconclusive: '尚无定论',
  },
}
