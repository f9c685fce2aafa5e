/** Lines, lists, indents, templates. */
import { z } from 'zod'
import { none, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { sentences } from '../text/sentences.ts'
import { isBlank, isWhite, occurrences, pieces, strip, stripMarks, withoutPunctuation } from '../text/text.ts'

export const layoutRules: Readonly<Record<string, Rule>> = {
  'format:options': rule(z.object({ options: text }), ({ options }) => {
    const separator = options.includes('/') ? '/' : options.includes('or') ? 'or' : ','
    const all = options.split(separator).map(strip)
    // Lettered options have to come to the letter, others in any case and between any marks.
    if (/^\W*a\W*b\W*c\W*/i.test(options)) return answer => all.includes(answer)
    const bare = all.map(option => stripMarks(option).toLowerCase())
    return answer => bare.includes(stripMarks(answer).toLowerCase())
  }),

  'format:newline': rule(none, () => answer => {
    const bare = strip(withoutPunctuation(answer))
    return bare.split('\n').filter(line => line !== '').length === pieces(bare).length
  }),

  /** Each line further in than the one before. A blank line is left out, a second one after it counts. */
  'format:line_indent': rule(none, () => answer => {
    let blanks = 0
    const lines = answer.split('\n').filter(line => {
      blanks = isBlank(line) ? blanks + 1 : 0
      return blanks % 2 === 0
    })
    const indents = lines.map(line => line.length - line.replace(/^ +/, '').length)
    return indents.slice(1).every((indent, at) => indent > (indents[at] ?? 0))
  }),

  'format:list': rule(
    z.object({ sep: text }),
    ({ sep }) =>
      answer =>
        occurrences(answer, sep) >= 2,
  ),

  /** A first `<i>` or `<em>` that is closed, with something in it and something after it. */
  'format:thesis': rule(none, () => answer => {
    const open = firstOf(answer, '<i>', '<em>')
    if (open < 0) return false
    const rest = answer.slice(open)
    const close = firstOf(rest, '</i>', '</em>')
    return close >= 0 && !isBlank(rest.slice(3, close)) && !isBlank(rest.slice(close + 4))
  }),

  /** Some `-` between each `*` and the next; an answer without any `*` has none to miss. */
  'format:sub-bullets': rule(
    none,
    () => answer =>
      answer
        .split('*')
        .slice(1)
        .every(part => part.includes('-')),
  ),

  'format:no_bullets_bullets': rule(none, () => sentencesThenBullets),

  'format:output_template': rule(
    none,
    () => answer => ['My Answer:', 'My Conclusion:', 'Future Outlook:'].every(heading => answer.includes(heading)),
  ),

  'format:no_whitespace': rule(none, () => answer => !Array.from(answer).some(isWhite)),
}

const firstOf = (text: string, one: string, other: string): number => {
  const at = text.indexOf(one)
  return at < 0 ? text.indexOf(other) : at
}

/** Two sentences or more, then two lines or more that begin with `*`. A blank line ends the sentences; after it only bullets stand. */
function sentencesThenBullets(answer: string): boolean {
  let isText = true
  let [texts, bullets] = [0, 0]
  for (const line of answer.split('\n').map(strip)) {
    if (line.startsWith('*')) {
      if (texts < 2) return false
      isText = false
      bullets++
    } else {
      if (!isText) return false
      texts += sentences(line).length
      isText = line !== ''
    }
  }
  return bullets >= 2
}
