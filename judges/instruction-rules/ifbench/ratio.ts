/** Shares and balances. */
import { z } from 'zod'
import { none, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { sentences } from '../text/sentences.ts'
import { characters, lengthOf, words } from '../text/text.ts'
import { stopWords } from '../text/word-lists.ts'

const percentage = z.number().min(0).max(100)

export const ratioRules: Readonly<Record<string, Rule>> = {
  'ratio:stop_words': rule(z.object({ percentage }), ({ percentage }) => answer => {
    const all = words(answer)
    return all.length > 0 && (all.filter(isStopWord).length / all.length) * 100 <= percentage
  }),

  /** Two sentences that end in a full stop for each that ends in a question mark; none of either is in proportion too. */
  'ratio:sentence_type': rule(none, () => answer => {
    const { stops, questions } = endings(answer)
    return stops === 2 * questions
  }),

  'ratio:sentence_balance': rule(none, () => answer => {
    const { stops, questions, exclamations } = endings(answer)
    return stops === questions && questions === exclamations
  }),

  /** Of the answer's different trigrams of characters, how many the reference has too; two points off is near enough. */
  'ratio:overlap': rule(z.object({ percentage, reference_text: text }), ({ percentage, reference_text }) => {
    const reference = trigrams(reference_text)
    return answer => {
      const own = trigrams(answer)
      if (own.size === 0) return false
      const shared = [...own].filter(trigram => reference.has(trigram)).length
      return Math.abs((shared / own.size) * 100 - percentage) <= 2
    }
  }),

  /** Three sentences of one length in characters. That their words differ is asked, and not checked. */
  'ratio:sentence_words': rule(none, () => answer => {
    const lengths = sentences(answer).map(lengthOf)
    return lengths.length === 3 && new Set(lengths).size === 1
  }),
}

const isStopWord = (word: string): boolean => stopWords.has(word.toLowerCase())

function endings(answer: string) {
  const all = sentences(answer)
  const endIn = (mark: string) => all.filter(sentence => sentence.endsWith(mark)).length
  return { stops: endIn('.'), questions: endIn('?'), exclamations: endIn('!') }
}

function trigrams(text: string): Set<string> {
  const all = characters(text)
  return new Set(all.slice(2).map((last, at) => `${all[at]}${all[at + 1]}${last}`))
}
