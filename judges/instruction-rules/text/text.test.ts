import { describe, expect, test } from 'vitest'
import { csvRows } from './csv.ts'
import { sentences } from './sentences.ts'
import { syllables } from './syllables.ts'
import { ascii, isLower, isUpper, pieces, strip, stripMarks, wholeWord, words } from './text.ts'
import { tokens } from './tokens.ts'
import { startsWithVerb } from './verbs.ts'

describe('sentences', () => {
  test.each([
    ['One. Two? Three!', ['One.', 'Two?', 'Three!']],
    ['Wow!!! Yes.', ['Wow!!!', 'Yes.']],
    ['He said "Stop!" and left.', ['He said "Stop!"', 'and left.']],
    ['He left (at last.) Then he came.', ['He left (at last.)', 'Then he came.']],
    [
      'Mr. Smith met Dr. Jones in the U.S. last Jan. by chance.',
      ['Mr. Smith met Dr. Jones in the U.S. last Jan. by chance.'],
    ],
    ['They moved to the U.S. However it rained.', ['They moved to the U.S.', 'However it rained.']],
    ['It cost 3.50, or 1,000. Fine.', ['It cost 3.50, or 1,000.', 'Fine.']],
    ['1. Boil it.\n2. eat it.', ['1.', 'Boil it.', '2. eat it.']],
    ['Well... it is. Well... The end.', ['Well... it is.', 'Well...', 'The end.']],
    ['John B. Goode played.', ['John B. Goode played.']],
    ['A. Pears\nB. Plums', ['A.', 'Pears\nB.', 'Plums']],
    ['Use e.g. this one.', ['Use e.g.', 'this one.']],
    ['See example.com for more', ['See example.com for more']],
    ['Он ушёл. Она осталась.', ['Он ушёл.', 'Она осталась.']],
    ['他走了。她留下了。', ['他走了。她留下了。']],
    ['', []],
  ])('%j', (text, expected) => expect(sentences(text)).toEqual(expected))
})

describe('tokens', () => {
  test.each([
    ["Don't stop, it's John's.", ['Do', "n't", 'stop', ',', 'it', "'s", 'John', "'s", '.']],
    ['He said "yes" (twice).', ['He', 'said', '"', 'yes', '"', '(', 'twice', ')', '.']],
    ['At 10:30, well-known U.S. firms', ['At', '10:30', ',', 'well-known', 'U.S.', 'firms']],
    ['I cannot — gonna', ['I', 'can', 'not', '—', 'gon', 'na']],
    ["'tis the boys' way", ["'", 'tis', 'the', 'boys', "'", 'way']],
    ["she'd've known n't", ['she', "'d", "'ve", 'known', "n't"]],
    ['', []],
  ])('%j', (text, expected) => expect(tokens(text)).toEqual(expected))
})

describe('text as Python sees it', () => {
  test('white space is what str.isspace says, and not what \\s says', () => {
    expect(strip('\u001c\u0085 a\u3000')).toBe('a')
    expect(strip('\ufeffa')).toBe('\ufeffa')
    expect(pieces('a\u2003b\u200bc')).toEqual(['a', 'b\u200bc'])
  })

  test('a word is of letters, digits and underscores of any script, marks part it', () => {
    expect(words('naïve_x 3½ 你好, ok')).toEqual(['naïve_x', '3½', '你好', 'ok'])
    expect(words('कि')).toEqual(['क'])
  })

  test('a whole word ends where a word character does not go on', () => {
    expect(wholeWord('c++').test('c++x')).toBe(true)
    expect(wholeWord('c++').test('c++ x')).toBe(false)
    expect(wholeWord('ÉTÉ').test('un été.')).toBe(true)
  })

  test('upper and lower case need a letter that has one', () => {
    expect([isUpper('A1 中'), isUpper('1'), isUpper('Aa'), isUpper('ǅ')]).toEqual([true, false, false, false])
    expect([isLower('a1 中'), isLower('中'), isLower('ß'), isLower('aⅠ')]).toEqual([true, false, true, false])
  })

  test('accents go, and what has no ASCII in it', () => expect(ascii('São Tomé 中')).toBe('Sao Tome '))
  test('marks are ASCII punctuation and spaces', () => expect(stripMarks(' "a-b"\n')).toBe('a-b"\n'))
})

test('CSV is read as it comes: quotes within, text after a quote, empty lines, no end', () => {
  expect(csvRows('a,"b ""c"", d"e\n\nf"g,', ',')).toEqual([['a', 'b "c", de'], [], ['f"g', '']])
  expect(csvRows('"a,b"\t"c\nd"', '\t', true)).toEqual([['"a,b"', '"c\nd"']])
  expect(csvRows('"open\nx', ',')).toEqual([['open\nx']])
  expect(csvRows('a\n', ',')).toEqual([['a']])
})

test('syllables go by groups of vowels that are spoken', () => {
  const expected = {
    cat: 1,
    table: 2,
    idea: 3,
    nation: 2,
    walked: 1,
    wanted: 2,
    houses: 2,
    rhythm: 1,
    media: 3,
    '42': 0,
  }
  expect(Object.fromEntries(Object.keys(expected).map(word => [word, syllables(word)]))).toEqual(expected)
})

test('a verb in front is told by the word', () => {
  const begins = (text: string) => startsWithVerb(tokens(text))
  expect(['Write it', 'Takes time', 'Walking on', 'Based on it', 'is it'].filter(begins)).toHaveLength(5)
  expect(['The end', 'During it', 'Indeed', 'Sing-song', 'need-based'].filter(begins)).toEqual([])
  expect(begins('')).toBe(false)
})
