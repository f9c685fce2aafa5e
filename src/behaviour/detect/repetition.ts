import { type Detect, no, undecided, yes } from '../detector.ts'
import { folded, withoutCode, wordOrCharacter } from './text.ts'

/**
 * The answer runs in a loop: the same words again and again without a break, or the same few sentences. Rules, rows of a table,
 * digits and code repeat by nature and are left out; where the question asks to repeat something it is undecided.
 */
export const detectRepetition: Detect = ({ question, answer }) => {
  const text = folded(withoutCode(answer))
  const sign = loopOfWords(text) ?? loopOfSentences(text) ?? loopOfCharacters(text)
  if (sign === undefined) return no
  return asksToRepeat.test(folded(question)) ? undecided(sign) : yes(sign)
}

const asksToRepeat =
  /\brepeat|\b(?:\d+|ten|twenty|fifty|hundred|many|several) times\b|\bagain and again\b|\brefrain\b|\bchorus\b|重复|(?:\d+|[一二三四五六七八九十百]+)[遍次]|反复/u

/** Words between two equal ones, at most: longer loops are found by their sentences. */
const LONGEST_PERIOD = 40
const MOST_TOKENS = 120_000

function loopOfWords(text: string): string | undefined {
  const all: { word: string; size: number; id: number }[] = []
  const ids = new Map<string, number>()
  for (const [word] of text.matchAll(wordOrCharacter)) {
    const id = ids.get(word) ?? ids.size
    ids.set(word, id)
    all.push({ word, size: sizeOf(word), id })
    if (all.length >= MOST_TOKENS) break
  }
  const sums = new Float64Array(all.length + 1)
  for (const [i, { size }] of all.entries()) sums[i + 1] = (sums[i] ?? 0) + size
  const found = (period: number): string | undefined => {
    let run = 0
    for (let i = period; i < all.length; i++) {
      run = all[i]?.id === all[i - period]?.id ? run + 1 : 0
      const times = 1 + run / period
      if (times < leastTimes(period)) continue
      const from = i - run - period + 1
      const size = (sums[i + 1] ?? 0) - (sums[from] ?? 0)
      if (size >= LEAST_SIZE)
        return all
          .slice(from, from + 2 * period)
          .map(({ word }) => word)
          .join(' ')
    }
    return undefined
  }
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    const sign = found(period)
    if (sign !== undefined) return sign
  }
  return undefined
}

/**
 * A character of Chinese says as much as three letters. Numbers say nothing, since they repeat in sums and tables; but where they
 * differ, the words around them are no loop: `\cdot 3 \cdot 4`, “at 5 years … at 6 years …”.
 */
const sizeOf = (word: string): number =>
  /^\p{N}+$/u.test(word) ? 0 : /\p{Script=Han}/u.test(word) ? 3 : word.length + 1

/** «Ha ha ha» is laughter. */
const leastTimes = (period: number): number => (period === 1 ? 8 : period <= 3 ? 6 : period <= 8 ? 4 : 3)
/** Letters, with a space a word. */
const LEAST_SIZE = 36

/** One sentence or line four times, or most sentences said before. Numbers at their beginning don't count. */
function loopOfSentences(text: string): string | undefined {
  const seen = new Map<string, number>()
  let sentences = 0
  let again = 0
  let most: [string, number] = ['', 0]
  for (const raw of text.split(/[.!?;。！？；]\s|[。！？；]|\n/u)) {
    if (raw.includes('|')) continue
    const sentence = raw
      .replace(/^[\s>*+•\-–#]*(?:(?:step|第)?\s*[\d一二三四五六七八九十]{1,4}\s*(?:步|[.)、:：])\s*)?/u, '')
      .replace(/[\s*_]+/gu, ' ')
      .trim()
    const size = sentence.replace(/\p{Script=Han}/gu, 'xxx').length
    if (size < 15 || !/\p{L}{2}/u.test(sentence)) continue
    sentences++
    const count = (seen.get(sentence) ?? 0) + 1
    seen.set(sentence, count)
    if (count > 1) again++
    if (count > most[1]) most = [sentence, count]
  }
  if (most[1] >= 4 && most[1] >= sentences / 6) return most[0]
  return sentences >= 6 && again >= sentences / 2 ? most[0] : undefined
}

/** A character that isn't drawn as a rule, thirty times: «aaaa…», «哈哈哈…». */
const loopOfCharacters = (text: string): string | undefined =>
  /([\p{L}\p{P}])\1{39}/u.exec(text.replace(/([-=_*.~#—─…·])\1{3,}/gu, ' '))?.[0].slice(0, 20)
