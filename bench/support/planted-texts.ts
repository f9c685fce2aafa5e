import { makeRng, type Rng } from '../../src/core/rng.ts'

export type Planted = 'exact' | 'gram' | 'near' | 'none'

export interface Question {
  text: string
  words: readonly string[]
  language: 'en' | 'zh'
  planted: Planted
}

/** Questions, rows that have nothing to do with them, and rows in which one is planted; all from one seed. */
export function makeTexts(seed: number) {
  const rng = makeRng('training-overlap', seed)
  const phrases = { en: phrasesOf('en', rng), zh: phrasesOf('zh', rng) }
  const wordsOf = (language: 'en' | 'zh', least: number, most: number): string[] => {
    const words: string[] = []
    const length = least + rng.int(most - least + 1)
    while (words.length < length) words.push(...(phrases[language][rng.int(phrases[language].length)] ?? []))
    return words.slice(0, length)
  }
  const questions = [
    ...Array.from({ length: 5000 }, (_, i) => questionOf('en', wordsOf('en', 20, 60), i % 5)),
    ...Array.from({ length: 1000 }, (_, i) => questionOf('zh', wordsOf('zh', 30, 80), i % 5)),
  ]
  const textOf = (language: 'en' | 'zh', least: number, most: number): string =>
    sentence(language, wordsOf(language, least, most))
  const rowOf = (language: 'en' | 'zh', prompt: string) => ({
    messages: [
      { role: 'user', content: prompt },
      { role: 'assistant', content: textOf(language, 60, 120) },
    ],
  })
  return {
    questions,
    row: () => {
      const language = rng.int(6) === 0 ? 'zh' : 'en'
      return rowOf(language, textOf(language, 20, 60))
    },
    plant({ language, words, planted }: Question) {
      const body =
        planted === 'near'
          ? sentence(language, nearly(words, language, rng, wordsOf))
          : planted === 'gram'
            ? piece(language, words, rng)
            : disguised(language, words, rng)
      const around = planted === 'gram' || rng.int(2) === 0
      return rowOf(language, around ? `${textOf(language, 5, 20)}\n\n${body}\n\n${textOf(language, 5, 20)}` : body)
    },
  }
}

const kinds: readonly Planted[] = ['exact', 'gram', 'near', 'none', 'none']
const questionOf = (language: 'en' | 'zh', words: readonly string[], kind: number): Question => ({
  language,
  words,
  text: sentence(language, words),
  planted: kinds[kind] ?? 'none',
})

/** 50,000 phrases of two to five words, of which the common ones occur as often as in a real language. */
function phrasesOf(language: 'en' | 'zh', rng: Rng): string[][] {
  const size = language === 'en' ? 30_000 : 3_000
  const word = (): string => {
    const rank = Math.floor(size ** rng.next()) - 1
    return language === 'en' ? spelled(rank) : String.fromCharCode(0x4e00 + rank)
  }
  return Array.from({ length: 50_000 }, () => Array.from({ length: 2 + rng.int(4) }, word))
}

/** A word for a number: short ones first. */
function spelled(rank: number): string {
  let rest = rank + 26
  let word = ''
  while (rest > 0) {
    word += `${'bdfghjklmnprstvwz'[rest % 17]}${'aeiou'[Math.floor(rest / 17) % 5]}`
    rest = Math.floor(rest / 85)
  }
  return word
}

const sentence = (language: 'en' | 'zh', words: readonly string[]): string => {
  const text = words.join(language === 'en' ? ' ' : '')
  return language === 'en' ? `${text.charAt(0).toUpperCase()}${text.slice(1)}?` : `${text}？`
}

/** The same words in other case, spacing and punctuation. */
const disguised = (language: 'en' | 'zh', words: readonly string[], rng: Rng): string =>
  words
    .map(word => (rng.int(2) === 0 ? word.toUpperCase() : word))
    .map(word => word + (['', '', '', ',', '。', ' –', '\n', '  '][rng.int(8)] ?? ''))
    .join(language === 'en' ? ' ' : '')

function piece(language: 'en' | 'zh', words: readonly string[], rng: Rng): string {
  const length = language === 'en' ? 13 : 20
  const from = rng.int(words.length - length + 1)
  return words.slice(from, from + length).join(language === 'en' ? ' ' : '')
}

/** Words changed, left out and put in, one by one, as long as the similarity stays at 0.8 or above. */
function nearly(
  words: readonly string[],
  language: 'en' | 'zh',
  rng: Rng,
  wordsOf: (language: 'en' | 'zh', least: number, most: number) => string[],
): string[] {
  let now = [...words]
  for (let refused = 0; refused < 5; ) {
    const at = rng.int(now.length)
    const next = now.toSpliced(at, rng.int(2), ...(rng.int(3) === 0 ? [] : wordsOf(language, 1, 1)))
    if (jaccard(words, next, language === 'en' ? 2 : 3) >= 0.8) now = next
    else refused++
  }
  return now
}

/** Of the sets of shingles, counted by the words themselves. */
function jaccard(a: readonly string[], b: readonly string[], length: number): number {
  const [left, right] = [a, b].map(
    words =>
      new Set(
        Array.from({ length: Math.max(0, words.length - length + 1) }, (_, i) => words.slice(i, i + length).join(' ')),
      ),
  )
  if (left === undefined || right === undefined) return 0
  const shared = [...left].filter(shingle => right.has(shingle)).length
  return shared / (left.size + right.size - shared)
}
