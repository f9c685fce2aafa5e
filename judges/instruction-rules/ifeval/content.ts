/** Placeholders and postscripts. */
import { z } from 'zod'
import { count, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { strip, white } from '../text/text.ts'

export const contentRules: Readonly<Record<string, Rule>> = {
  'detectable_content:number_placeholders': rule(
    z.object({ num_placeholders: count }),
    ({ num_placeholders }) =>
      answer =>
        placeholders(answer) >= num_placeholders,
  ),

  /** The marker anywhere, in any case; one space may stand between the letters of `P.S.` and `P.P.S`. */
  'detectable_content:postscript': rule(z.object({ postscript_marker: text }), ({ postscript_marker }) => {
    const marker = strip(postscript_marker)
    const known = spaced.get(marker)
    return answer => known?.test(answer) ?? answer.toLowerCase().includes(marker.toLowerCase())
  }),
}

const spaced: ReadonlyMap<string, RegExp> = new Map([
  ['P.S.', new RegExp(`p\\.[${white}]?s\\.`, 'iu')],
  ['P.P.S', new RegExp(`p\\.[${white}]?p\\.[${white}]?s`, 'iu')],
])

/** `[` with a `]` in the same line after it; brackets within are part of it. */
function placeholders(answer: string): number {
  let found = 0
  for (const line of answer.split('\n')) {
    for (let open = line.indexOf('['); open >= 0; ) {
      const close = line.indexOf(']', open)
      if (close < 0) break
      found++
      open = line.indexOf('[', close)
    }
  }
  return found
}
