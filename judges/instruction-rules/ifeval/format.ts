/** Lists, highlights, sections, titles, JSON. */
import { z } from 'zod'
import { count, none, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { isPythonJson } from '../text/json.ts'
import { isBlank, strip, stripOnly, white } from '../text/text.ts'

export const formatRules: Readonly<Record<string, Rule>> = {
  'detectable_format:number_bullet_lists': rule(z.object({ num_bullets: count }), ({ num_bullets }) => answer => {
    return bullets(answer) === num_bullets
  }),

  'detectable_format:constrained_response': rule(
    none,
    () => answer => ['yes', 'no', 'maybe'].some(option => answer.includes(`My answer is ${option}.`)),
  ),

  /** `*this*` and `**this**`, within a line and with text in it. */
  'detectable_format:number_highlighted_sections': rule(
    z.object({ num_highlights: count }),
    ({ num_highlights }) =>
      answer =>
        filled(answer, /\*[^\n*]*\*/g) + filled(answer, /\*\*[^\n*]*\*\*/g) >= num_highlights,
  ),

  /** The splitter and a number, as in `Section 1`; case matters. */
  'detectable_format:multiple_sections': rule(
    z.object({ section_spliter: text, num_sections: count }),
    ({ section_spliter, num_sections }) => {
      const splitter = strip(section_spliter)
      return answer =>
        answer
          .split(splitter)
          .slice(1)
          .filter(rest => numbered.test(rest)).length >= num_sections
    },
  ),

  /** The whole answer, or all that is within its code fence. */
  'detectable_format:json_format': rule(none, () => answer => {
    let rest = strip(answer)
    for (const fence of ['```json', '```Json', '```JSON', '```'])
      if (rest.startsWith(fence)) rest = rest.slice(fence.length)
    return isPythonJson(rest.endsWith('```') ? rest.slice(0, -3) : rest)
  }),

  'detectable_format:title': rule(none, () => answer => answer.split('\n').some(hasTitle)),
}

/**
 * Lines that begin with `-`, or with `*` and not `**`. A `*` that has a line to itself takes the next line with it.
 */
function bullets(answer: string): number {
  const lines = answer.split('\n')
  let found = 0
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(indent, '')
    if (line === '*' && at < lines.length - 1) at++
    else if (!line.startsWith('-') && !/^\*[^*]/.test(line)) continue
    found++
  }
  return found
}
const indent = new RegExp(`^[${white}]+`, 'u')
const numbered = new RegExp(`^[${white}]?\\p{Nd}`, 'u')

const filled = (answer: string, highlight: RegExp): number =>
  (answer.match(highlight) ?? []).filter(found => !isBlank(stripOnly(found, '*'))).length

/** From the first `<<` of a line to its last `>>`. */
function hasTitle(line: string): boolean {
  const start = line.indexOf('<<')
  const end = line.lastIndexOf('>>')
  return start >= 0 && end > start + 2 && !isBlank(stripOnly(line.slice(start, end + 2), '<>'))
}
