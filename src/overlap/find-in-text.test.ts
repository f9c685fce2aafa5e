import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeFinder } from './find-in-text.ts'
import { indexItems, type OverlapRules, type TestItem, usualRules } from './test-index.ts'
import { wordsOf } from './tokenise.ts'

const item = (question: string, answers: readonly string[] = [], id = '1'): TestItem => ({
  benchmark: 'b',
  id,
  question,
  answers,
})
const kindsIn = (question: string, text: string, rules: OverlapRules = usualRules): string[] =>
  makeFinder(indexItems([item(question)], rules))(text).map(({ kind }) => kind)

const train =
  'A train travels 60 km in 2 hours through the green hills of the north. What is its average speed in km per hour?'
const zh = '小明每天步行上学需要二十五分钟，如果他的速度提高百分之二十五，那么他现在需要多少分钟才能到达学校？'

describe('an exact copy', () => {
  // What is typed in a question: letters of any script, digits, symbols and marks.
  const question = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
        fc.constantFrom('Straße', 'İstanbul', 'ΟΔΟΣ', 'ﬁne', 'ｶﾞｽ', '한국', 'é'),
      ),
      {
        minLength: 1,
        maxLength: 30,
      },
    )
    .filter(words => wordsOf(words.join(' ')).length > 0)

  test('is always found, in any case, spacing, form and punctuation', () => {
    fc.assert(
      fc.property(
        question,
        fc.constantFrom(
          (text: string) => text.toUpperCase(),
          (text: string) => text.toLowerCase(),
          (text: string) => text.normalize('NFD'),
          (text: string) => text.normalize('NFKC'),
        ),
        fc.constantFrom(' ', '  ', '\t', ' , ', ' – ', '。', '! ', '\u3000'),
        (words, written, gap) => {
          expect(kindsIn(words.join(' '), words.map(written).join(gap))).toEqual(['exact'])
        },
      ),
    )
  })

  test('is found inside of a longer text, with its place', () => {
    const text = `Solve this:  ${train.toUpperCase()}  Think step by step.`
    const [match] = makeFinder(indexItems([item(train)]))(text)
    expect(match).toMatchObject({ kind: 'exact', similarity: 1 })
    expect(text.slice(match?.start, match?.end)).toBe(train.toUpperCase().slice(0, -1))
  })

  test('of a short question counts where it is a whole line, behind a label or not', () => {
    expect(kindsIn('Who won?', 'I ask you: who won the day, and why')).toEqual([])
    expect(kindsIn('Who won?', 'Read this.\nQuestion: who won\nAnswer: nobody')).toEqual(['exact'])
    expect(kindsIn('谁赢了？', '问题：谁赢了')).toEqual(['exact'])
  })

  test('is told from a text that differs in a symbol', () => {
    expect(kindsIn('2 + 2 =', '2 < 2 =')).toEqual([])
  })
})

describe('n-grams', () => {
  test('of 13 words are found, and of 12 are not', () => {
    const words = train.split(' ')
    const around = (length: number): string => `we saw ${words.slice(3, 3 + length).join(' ')} yesterday evening`
    expect(kindsIn(train, around(13))).toEqual(['n-gram'])
    expect(kindsIn(train, around(12))).toEqual([])
    expect(kindsIn(train, around(8), { ...usualRules, ngram: 8 })).toEqual(['n-gram'])
  })

  test('of 20 characters are found in Chinese, and of 19 are not', () => {
    const characters = wordsOf(zh)
    const around = (length: number): string => `他说${characters.slice(5, 5 + length).join('')}对吗`
    expect(kindsIn(zh, around(20))).toEqual(['n-gram'])
    expect(kindsIn(zh, around(19))).toEqual([])
  })

  test('that more than ten samples share are the template of their benchmark', () => {
    const template =
      'Your whole response must be in English and no other language is allowed in any part of it at all. Topic number'
    const many = Array.from({ length: 12 }, (_, i) => item(`${template} ${i}`, [], `${i}`))
    const text = `${template} of the rules of a game that nobody knows`
    expect(makeFinder(indexItems(many))(text).filter(({ kind }) => kind === 'n-gram')).toEqual([])
    expect(makeFinder(indexItems(many.slice(0, 3)))(text)).toHaveLength(3)
    const grouped = many.map(one => ({ ...one, group: 'one question' }))
    expect(makeFinder(indexItems(grouped))(text)).toHaveLength(12)
  })
})

describe('near-duplicates', () => {
  const bigrams = (text: string): Set<string> => {
    const words = wordsOf(text)
    return new Set(words.slice(1).map((word, i) => `${words[i]} ${word}`))
  }
  const jaccard = (a: string, b: string): number => {
    const [left, right] = [bigrams(a), bigrams(b)]
    const shared = [...left].filter(pair => right.has(pair)).length
    return shared / (left.size + right.size - shared)
  }

  test('are found if the Jaccard similarity of the word pairs is at the threshold or above, without exception', () => {
    const word = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 8, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(1), word), { maxLength: 4 }),
        fc.constantFrom(0.6, 0.8, 0.9),
        (words, edits, threshold) => {
          const edited = edits.reduce((now, [at, drop, put]) => now.toSpliced(at % now.length, drop, put), words)
          const [a, b] = [words.join(' '), edited.join(' ')]
          if (bigrams(a).size < 5) return
          const kinds = kindsIn(a, b, { ...usualRules, threshold })
          if (jaccard(a, b) >= threshold - 1e-9)
            expect(kinds.map(kind => kind === 'exact' || kind === 'near-duplicate')).toEqual([true])
        },
      ),
      { numRuns: 500 },
    )
  })

  test('are found in a line of their own between others, even if they are shorter than the test text', () => {
    const shorter = train.replace('green ', '').replace('its ', '')
    expect(jaccard(train, shorter)).toBeGreaterThanOrEqual(0.7)
    const text = `Here is a question from an old book of mine.\n${shorter}\nWrite the number only, and nothing but the number.`
    expect(kindsIn(train, text, { ...usualRules, threshold: 0.7 })).toEqual(['near-duplicate'])
  })

  test('are no texts that share only the beginning of a short question', () => {
    expect(
      kindsIn(
        'What is the sum of the first 10 primes?',
        'What is the sum of the first 10 squares? And why is that so?',
      ),
    ).toEqual([])
  })
})

test('a long answer is looked for, a short one only beside its question', () => {
  const long = 'Because the river froze early that year and no ship could leave the harbour before the spring came.'
  const find = makeFinder(indexItems([item('Why?', [long, 'ice'])]))
  expect(find(`They stayed. ${long}`)).toHaveLength(1)
  expect(find('ice')).toEqual([])
  const onlyQuestions = makeFinder(indexItems([item('Why?', [long])], { ...usualRules, part: 'question' }))
  expect(onlyQuestions(long)).toEqual([])
})
