/** Capitals and small letters. */
import { z } from 'zod'
import { count, holds, none, relation } from '../arguments.ts'
import { isIn } from '../language/detect.ts'
import { type Rule, rule } from '../rule.ts'
import { isLower, isUpper } from '../text/text.ts'
import { tokens } from '../text/tokens.ts'

export const caseRules: Readonly<Record<string, Rule>> = {
  'change_case:english_capital': rule(none, () => answer => isUpper(answer) && isIn('en', answer)),

  'change_case:english_lowercase': rule(none, () => answer => isLower(answer) && isIn('en', answer)),

  /** Words all in capitals, `A` and `I` among them; what an apostrophe parts counts as two. */
  'change_case:capital_word_frequency': rule(
    z.object({ capital_frequency: count, capital_relation: relation }),
    ({ capital_frequency, capital_relation }) =>
      answer =>
        holds(tokens(answer).filter(isUpper).length, capital_relation, capital_frequency),
  ),
}
