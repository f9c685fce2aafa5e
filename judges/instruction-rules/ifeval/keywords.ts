/** Words and letters that have to occur, or must not. `existence` and `frequency` look for text, `forbidden_words` for whole words. */
import { z } from 'zod'
import { count, holds, relation, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { characters, occurrences, strip, wholeWord } from '../text/text.ts'

export const keywordRules: Readonly<Record<string, Rule>> = {
  'keywords:existence': rule(z.object({ keywords: z.array(text).min(1) }), ({ keywords }) => answer => {
    const lower = answer.toLowerCase()
    return keywords.every(keyword => lower.includes(keyword.toLowerCase()))
  }),

  'keywords:frequency': rule(
    z.object({ keyword: text, frequency: count, relation }),
    ({ keyword, frequency, relation }) =>
      answer =>
        holds(occurrences(answer.toLowerCase(), strip(keyword).toLowerCase()), relation, frequency),
  ),

  'keywords:forbidden_words': rule(z.object({ forbidden_words: z.array(text).min(1) }), ({ forbidden_words }) => {
    const forbidden = forbidden_words.map(wholeWord)
    return answer => !forbidden.some(word => word.test(answer))
  }),

  'keywords:letter_frequency': rule(
    z.object({
      letter: z.string().refine(letter => characters(letter).length === 1, 'expected one character'),
      let_frequency: count,
      let_relation: relation,
    }),
    ({ letter, let_frequency, let_relation }) =>
      answer =>
        holds(occurrences(answer.toLowerCase(), letter.toLowerCase()), let_relation, let_frequency),
  ),
}
