/** What each word, or each word beside the next, has to be like. Most take punctuation away first. */

import { z } from 'zod'
import { none, position, text } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { sentences } from '../text/sentences.ts'
import { syllables } from '../text/syllables.ts'
import {
  asciiPunctuation,
  characters,
  lengthOf,
  pieces,
  strip,
  stripMarks,
  stripMarksAtEnd,
  stripMarksAtStart,
  withoutPunctuation,
} from '../text/text.ts'
import { tokens, wordTokens } from '../text/tokens.ts'
import { startsWithVerb } from '../text/verbs.ts'

export const wordRules: Readonly<Record<string, Rule>> = {
  'words:alphabet': rule(none, () => answer => {
    const initials = bareWords(answer.toLowerCase()).map(initial)
    const [first = ''] = initials
    return /^[a-z]$/.test(first) && pairwise(initials, (one, next) => next === following(one))
  }),

  /** One line, with three of the five vowels at most. */
  'words:vowel': rule(none, () => answer => {
    const line = strip(answer)
    return !line.includes('\n') && new Set(line.toLowerCase().match(/[aeiou]/g)).size <= 3
  }),

  'words:consonants': rule(
    none,
    () => answer => pieces(answer.toLowerCase()).every(word => /[b-df-hj-np-tv-z]{2}/.test(word)),
  ),

  'words:palindrome': rule(none, () => answer => bareWords(answer.toLowerCase()).filter(isPalindrome).length >= 10),

  'words:prime_lengths': rule(none, () => answer => bareWords(answer).every(word => primes.has(lengthOf(word)))),

  'words:odd_even_syllables': rule(none, () => answer => {
    const parities = bareWords(answer.toLowerCase()).map(word => syllables(word) % 2)
    return pairwise(parities, (one, next) => one !== next)
  }),

  'words:last_first': rule(
    none,
    () => answer =>
      pairwise(sentences(answer), (one, next) => {
        const last = pieces(stripMarksAtEnd(one)).at(-1)
        const first = pieces(stripMarksAtStart(next))[0]
        return last !== undefined && last.toLowerCase() === first?.toLowerCase()
      }),
  ),

  /** A line is a paragraph. */
  'words:paragraph_last_first': rule(
    none,
    () => answer =>
      answer.split('\n').every(line => {
        const all = pieces(stripMarks(strip(line).toLowerCase()))
        return all[0] === all.at(-1)
      }),
  ),

  'words:no_consecutive': rule(
    none,
    () => answer => pairwise(bareWords(answer.toLowerCase()).map(initial), (one, next) => one !== next),
  ),

  'words:repeats': rule(z.object({ small_n: position }), ({ small_n }) => answer => {
    const counts = new Map<string, number>()
    for (const word of bareWords(answer.toLowerCase())) counts.set(word, (counts.get(word) ?? 0) + 1)
    return ![...counts.values()].some(count => count > small_n)
  }),

  'words:start_verb': rule(none, () => answer => startsWithVerb(tokens(answer.slice(0, 2000)))),

  'words:keywords_specific_position': rule(
    z.object({ keyword: text, n: position, m: position }),
    ({ keyword, n, m }) =>
      answer =>
        wordTokens(sentences(answer)[n - 1] ?? '')[m - 1]?.toLowerCase() === strip(keyword).toLowerCase(),
  ),

  /** The second word and the last but one; a mark that stands last isn't counted, others are. */
  'words:words_position': rule(z.object({ keyword: text }), ({ keyword }) => answer => {
    const all = tokens(answer).map(token => token.toLowerCase())
    const wanted = strip(keyword).toLowerCase()
    const end = asciiPunctuation.includes(all.at(-1) ?? '') ? -3 : -2
    return all.length >= -end && all[1] === wanted && all.at(end) === wanted
  }),
}

const bareWords = (answer: string): string[] => pieces(withoutPunctuation(answer))
const initial = (word: string): string => characters(word.slice(0, 2))[0] ?? ''
const following = (letter: string): string => (letter === 'z' ? 'a' : String.fromCharCode(letter.charCodeAt(0) + 1))

const pairwise = <T>(all: readonly T[], test: (one: T, next: T) => boolean): boolean =>
  all.slice(1).every((next, at) => {
    const one = all[at]
    return one !== undefined && test(one, next)
  })

function isPalindrome(word: string): boolean {
  const letters = characters(word)
  return letters.length >= 5 && letters.every((letter, at) => letter === letters.at(-1 - at))
}

const primes = new Set([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97])
