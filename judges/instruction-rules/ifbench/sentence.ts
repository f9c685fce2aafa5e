/** What each sentence has to be like, beside the one before it. */
import { z } from 'zod'
import { count, none, position, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { sentences } from '../text/sentences.ts'
import { characters, pieces, stripMarksAtStart, wholeWord, withoutPunctuation } from '../text/text.ts'

export const sentenceRules: Readonly<Record<string, Rule>> = {
  /** More words than before that begin like a neighbour of theirs. */
  'sentence:alliteration_increment': rule(none, () => answer => {
    let before = -1
    for (const sentence of sentences(answer)) {
      const now = alliterating(sentence)
      if (now <= before) return false
      before = now
    }
    return true
  }),

  'sentence:increment': rule(z.object({ small_n: count }), ({ small_n }) => answer => {
    const lengths = sentences(answer).map(sentence => pieces(withoutPunctuation(sentence)).length)
    return lengths.slice(1).every((length, at) => length === (lengths[at] ?? 0) + small_n)
  }),

  'sentence:keyword': rule(z.object({ word: text, N: position }), ({ word, N }) => {
    const wanted = wholeWord(word)
    return answer => wanted.test(sentences(answer)[N - 1] ?? '')
  }),
}

function alliterating(sentence: string): number {
  const initials = pieces(sentence.toLowerCase())
    .map(word => characters(stripMarksAtStart(word).slice(0, 2))[0])
    .filter(letter => letter !== undefined)
  return initials.filter((letter, at) => letter === initials[at - 1] || letter === initials[at + 1]).length
}
