/** The answer as a whole: how it begins and ends, in how many parts, in which language, with which marks. */
import { z } from 'zod'
import { none, text } from '../arguments.ts'
import { isIn } from '../language/detect.ts'
import { type Rule, rule } from '../rule.ts'
import { isBlank, strip, stripOnly } from '../text/text.ts'

export const wholeRules: Readonly<Record<string, Rule>> = {
  /** In any case; quotes after the phrase don't matter. */
  'startend:end_checker': rule(z.object({ end_phrase: text }), ({ end_phrase }) => {
    const end = strip(end_phrase).toLowerCase()
    return answer => stripOnly(strip(answer), '"').toLowerCase().endsWith(end)
  }),

  'startend:quotation': rule(none, () => answer => /^".*"$/s.test(strip(answer))),

  /** Two texts that differ, parted by six asterisks; these may also stand before the first and after the last. */
  'combination:two_responses': rule(none, () => answer => {
    const parts = answer.split('******')
    const texts = parts.map(strip).filter(part => part !== '')
    return texts.length === 2 && texts[0] !== texts[1] && !parts.slice(1, -1).some(isBlank)
  }),

  'combination:repeat_prompt': rule(z.object({ prompt_to_repeat: text }), ({ prompt_to_repeat }) => {
    const start = strip(prompt_to_repeat).toLowerCase()
    return answer => strip(answer).toLowerCase().startsWith(start)
  }),

  'language:response_language': rule(
    z.object({ language: text }),
    ({ language }) =>
      answer =>
        isIn(language, answer),
  ),

  /** The ASCII comma; `，` and `、` are others. */
  'punctuation:no_comma': rule(none, () => answer => !answer.includes(',')),
}
