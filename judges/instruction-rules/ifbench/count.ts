/** Words, names, numbers, marks and pronouns by their number. */
import { z } from 'zod'
import { count, none, position, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { occurrences, pieces, strip, stripMarks, wholeWord, withoutPunctuation, words } from '../text/text.ts'
import { tokens } from '../text/tokens.ts'
import { conjunctions, pronouns } from '../text/word-lists.ts'

export const countRules: Readonly<Record<string, Rule>> = {
  'count:word_count_range': rule(
    z.object({ min_words: count, max_words: count }),
    ({ min_words, max_words }) =>
      answer => {
        const found = words(answer).length
        return min_words <= found && found <= max_words
      },
  ),

  /** Without the marks around them, in any case; a mark that stands alone is a word too, once. */
  'count:unique_word_count': rule(
    z.object({ N: count }),
    ({ N }) =>
      answer =>
        new Set(pieces(answer.toLowerCase()).map(stripMarks)).size >= N,
  ),

  /** Different as they are written: `and`, `And` and `and,` are three. */
  'count:conjunctions': rule(
    z.object({ small_n: count }),
    ({ small_n }) =>
      answer =>
        new Set(pieces(answer).filter(piece => conjunctions.has(stripMarks(piece).toLowerCase()))).size >= small_n,
  ),

  /** Different ones of the names that the prompt lists. */
  'count:person_names': rule(z.object({ N: count }), ({ N }, prompt) => {
    const listed = /\bnames:\s*([^.]*)/i.exec(prompt)?.[1] ?? ''
    const names = [...new Set(listed.split(',').map(strip))].filter(name => name !== '')
    const found = names.map(name => new RegExp(wholeWord(name).source, 'u'))
    return answer => found.filter(name => name.test(answer)).length >= N
  }),

  /** Runs of digits once punctuation is gone: `1,000.5` and `10-12` are one each. */
  'count:numbers': rule(
    z.object({ N: count }),
    ({ N }) =>
      answer =>
        (withoutPunctuation(answer).match(/\p{Nd}+/gu) ?? []).length === N,
  ),

  /** All six marks beside an interrobang, whose own two characters don't count. */
  'count:punctuation': rule(none, () => answer => {
    if (!/!\?|\?!|‽/.test(answer)) return false
    const rest = answer.includes('?!') ? answer.replace('?!', '') : answer.replace('!?', '')
    return ['.', ',', '!', '?', ';', ':'].every(mark => rest.includes(mark))
  }),

  /** Words by white space; numbers and lone marks in these places don't matter. */
  'count:words_japanese': rule(
    z.object({ N: position }),
    ({ N }) =>
      answer =>
        pieces(answer)
          .filter((_, at) => (at + 1) % N === 0)
          .map(stripMarks)
          .every(word => /^\p{Nd}*$/u.test(word) || /[\u3040-\u30ff\u4e00-\u9fff]/.test(word)),
  ),

  'count:pronouns': rule(
    z.object({ N: count }),
    ({ N }) =>
      answer =>
        tokens(answer.replaceAll('/', ' ').toLowerCase()).filter(token => pronouns.has(token)).length >= N,
  ),

  /** Once, twice, three, five and seven times; within longer words too. */
  'count:keywords_multiple': rule(
    z.object({ keyword1: text, keyword2: text, keyword3: text, keyword4: text, keyword5: text }),
    ({ keyword1, keyword2, keyword3, keyword4, keyword5 }) => {
      const wanted = [keyword1, keyword2, keyword3, keyword4, keyword5].map(word => strip(word).toLowerCase())
      const times = [1, 2, 3, 5, 7]
      return answer => {
        const lower = answer.toLowerCase()
        return wanted.every((word, at) => occurrences(lower, word) === times[at])
      }
    },
  ),
}
