/** Brackets, quotes, emoji, and the case of titles. */
import { none } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { sentences } from '../text/sentences.ts'
import { characters, isLower, isUpper, strip, stripOnly, white, withoutPunctuation } from '../text/text.ts'
import { tokens } from '../text/tokens.ts'

export const markRules: Readonly<Record<string, Rule>> = {
  /** Five deep, and closed at least from there; a bracket that closes another kind starts the count anew. */
  'format:parentheses': rule(none, () => answer => {
    let open: string[] = []
    for (const bracket of answer.match(/[()[\]{}]/g) ?? []) {
      const closes = closed.get(bracket)
      if (closes === undefined) open.push(bracket)
      else if (open.at(-1) !== closes) open = []
      else if (open.length >= 5) return true
      else open.pop()
    }
    return false
  }),

  /** Three deep with `"` and `'` in turn, and closed again; apostrophes are quotes to it. */
  'format:quotes': rule(none, () => answer => {
    const open: string[] = []
    let deepest = 0
    for (const quote of answer.match(/["']/g) ?? []) {
      if (open.at(-1) === quote) open.pop()
      else open.push(quote)
      deepest = Math.max(deepest, open.length)
      if (deepest - open.length >= 3) return true
    }
    return false
  }),

  /** No two quotes with nothing between them, and none at the end. */
  'format:quote_unquote': rule(none, () => answer => {
    const bare = answer.replaceAll("'\"'", '').replace(new RegExp(`[${white}]+`, 'gu'), '')
    return !bare.includes('""') && !stripOnly(bare, otherMarks).endsWith('"')
  }),

  /** At the end of every sentence, or at the beginning of the next one, where splitting may have put it. */
  'format:emoji': rule(none, () => answer => {
    const ends = sentences(answer).map(sentence => characters(strip(withoutPunctuation(sentence))))
    return ends.every((sentence, at) => {
      const [last, before = last] = [sentence.at(-1), sentence.at(-2)]
      if (last === undefined) return false
      return isEmoji(last) || isEmoji(before ?? '') || isEmoji(ends[at + 1]?.[0] ?? '')
    })
  }),

  /** No word that is all small, and none that is capitals after a small letter. */
  'format:title_case': rule(
    none,
    () => answer =>
      tokens(answer).every(token => {
        const [first = '', ...others] = characters(token)
        if (!/^\p{L}/u.test(first) || !isLower(first)) return true
        const rest = others.join('')
        return rest !== '' && !isLower(rest) && !isUpper(rest)
      }),
  ),
}

const closed: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
])

const otherMarks = "0123456789!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

/** One code point that is an emoji by itself. Digits, `#` and `*` become one only with what follows. */
const isEmoji = (character: string): boolean => /^[\p{Emoji}--[0-9#*]]$/v.test(character)
