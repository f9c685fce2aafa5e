import type { MetricComparison, Verdict } from '../core/comparison.ts'
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

const withinMargin: Record<Language, string> = { en: ', within the margin', zh: '，但在界值内' }

/**
 * A verdict as tables say it: a significant change that is surely smaller than the margin is said to be that.
 *
 * @example
 * verdictName({ verdict: 'regressed', withinMargin: true }, 'en') // → 'regressed, within the margin'
 */
export const verdictName = (
  { verdict, withinMargin: isWithin }: Pick<MetricComparison, 'verdict' | 'withinMargin'>,
  language: Language,
): string => verdictWords[language][verdict] + (isWithin === true ? withinMargin[language] : '')
