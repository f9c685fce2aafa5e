/** The request itself, or a part of it, as the answer. */
import { z } from 'zod'
import { count, none, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { characters, pieces, strip } from '../text/text.ts'

export const repeatRules: Readonly<Record<string, Rule>> = {
  'repeat:repeat_change': rule(z.object({ prompt_to_repeat: text }), ({ prompt_to_repeat }) => answer => {
    return answer !== prompt_to_repeat && withoutFirst(answer) === withoutFirst(prompt_to_repeat)
  }),

  /** The sentence of the prompt that asks for itself. */
  'repeat:repeat_simple': rule(none, (_, prompt) => {
    const sentence = /only output this sentence[^.]*\./i.exec(prompt)?.[0].toLowerCase()
    return answer => strip(answer).toLowerCase() === sentence
  }),

  /** Both ends count. */
  'repeat:repeat_span': rule(
    z.object({ prompt_to_repeat: text, n_start: count, n_end: count }),
    ({ prompt_to_repeat, n_start, n_end }) => {
      const span = characters(prompt_to_repeat)
        .slice(n_start, n_end + 1)
        .join('')
      return answer => strip(answer).toLowerCase() === strip(span).toLowerCase()
    },
  ),
}

const withoutFirst = (text: string): string => pieces(text).slice(1).join(' ')
