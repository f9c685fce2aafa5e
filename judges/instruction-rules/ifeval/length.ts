/** How long an answer is: in words, sentences and paragraphs. */
import { z } from 'zod'
import { count, holds, position, relation, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { sentences } from '../text/sentences.ts'
import { isBlank, pieces, stripOnlyAtStart, white, words } from '../text/text.ts'

export const lengthRules: Readonly<Record<string, Rule>> = {
  'length_constraints:number_words': rule(
    z.object({ num_words: count, relation }),
    ({ num_words, relation }) =>
      answer =>
        holds(words(answer).length, relation, num_words),
  ),

  'length_constraints:number_sentences': rule(
    z.object({ num_sentences: count, relation }),
    ({ num_sentences, relation }) =>
      answer =>
        holds(sentences(answer).length, relation, num_sentences),
  ),

  /** Parted by `***`. A divider may open or close the answer; between two of them there has to be text. */
  'length_constraints:number_paragraphs': rule(z.object({ num_paragraphs: count }), ({ num_paragraphs }) => answer => {
    const parts = answer.split(divider)
    const isGap = (part: string, at: number) => isBlank(part) && at > 0 && at < parts.length - 1
    return !parts.some(isGap) && parts.filter(part => !isBlank(part)).length === num_paragraphs
  }),

  /** Parted by one empty line. Empty paragraphs don't count, but move the others on. */
  'length_constraints:nth_paragraph_first_word': rule(
    z.object({ num_paragraphs: count, nth_paragraph: position, first_word: text }),
    ({ num_paragraphs, nth_paragraph, first_word }) =>
      answer => {
        const paragraphs = answer.split('\n\n')
        const filled = paragraphs.filter(paragraph => !isBlank(paragraph)).length
        if (filled !== num_paragraphs || nth_paragraph > filled) return false
        return firstWord(paragraphs[nth_paragraph - 1] ?? '') === first_word.toLowerCase()
      },
  ),
}

const divider = new RegExp(`[${white}]?\\*\\*\\*[${white}]?`, 'u')

/** Without quotes before it, and up to a mark. */
function firstWord(paragraph: string): string {
  const [first = ''] = pieces(paragraph.slice(0, paragraph.search(someText) + 200))
  const bare = stripOnlyAtStart(stripOnlyAtStart(first, "'"), '"')
  return bare.split(/[.,?!'"]/)[0]?.toLowerCase() ?? ''
}
const someText = new RegExp(`[^${white}]`, 'u')
