import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuTime } from '../../src/testing/cpu-time.ts'
import { holds } from './arguments.ts'
import { follow, looserForms } from './follow.ts'
import { rules } from './rules.ts'
import { sentences } from './text/sentences.ts'
import { isBlank, pieces } from './text/text.ts'
import { readVerdicts, wordVerdicts } from './verdicts.ts'

const one = (id: string, args: object, answer: string, prompt = '') => follow([{ id, args }], prompt, answer)[0]

describe('strict and loose', () => {
  test.each([
    ['"Yes."', 'strictly'],
    ['Sure:\n"Yes."', 'loosely'],
    ['"Yes."\nHope it helps', 'loosely'],
    ['Sure:\n\n"Yes."\n\nBye', 'loosely'],
    ['**"Yes."**', 'loosely'],
    ['Sure:\n*"Yes."*', 'loosely'],
    ['Sure:\nhere:\n"Yes."', 'not'],
    ['', 'not'],
    [' \n\u00a0', 'not'],
  ])('%j in quotes is followed: %s', (answer, following) => {
    expect(one('startend:quotation', {}, answer)).toBe(following)
  })

  test('an empty answer follows nothing, not even what forbids, and an answer isn’t forgiven into an empty one', () => {
    expect(one('punctuation:no_comma', {}, '')).toBe('not')
    expect(one('punctuation:no_comma', {}, 'a, b')).toBe('not')
    expect(one('punctuation:no_comma', {}, '***')).toBe('strictly')
  })

  test('each instruction may be forgiven something else', () => {
    const instructions = [
      { id: 'startend:quotation', args: {} },
      { id: 'detectable_format:title', args: {} },
    ]
    expect(follow(instructions, '', '<<Title>>\n"Text"')).toEqual(['loosely', 'strictly'])
  })

  test('the looser forms are no longer than the answer, and never the answer itself', () => {
    fc.assert(
      fc.property(answers, answer => {
        const forms = looserForms(answer)
        expect(forms.length).toBeLessThanOrEqual(7)
        expect(forms).not.toContain(answer)
        expect(forms.filter(form => form.length > answer.length)).toEqual([])
      }),
    )
  })
})

describe('an instruction that can’t be checked', () => {
  test('of a kind without a rule is named', () => {
    expect(() => one('format:rhyme', {}, 'a')).toThrow(expect.objectContaining({ code: 'unknown-instruction' }))
  })

  test('with arguments of another kind is refused with the argument that is wrong', () => {
    const wrong = () => one('length_constraints:number_words', { num_words: 'ten', relation: 'at least' }, 'a')
    expect(wrong).toThrow(
      expect.objectContaining({ code: 'bad-instruction', message: expect.stringContaining('num_words') }),
    )
    expect(() =>
      one('keywords:letter_frequency', { letter: 'ab', let_frequency: 1, let_relation: 'at least' }, 'a'),
    ).toThrow(/one character/)
  })
})

/** Texts of the marks that rules look at, among words. */
const answers = fc
  .array(
    fc.constantFrom(
      'word',
      'Two',
      'I',
      '.',
      '?',
      '!',
      '"',
      "'",
      '*',
      '***',
      '-',
      '[',
      ']',
      '<<',
      '>>',
      '\n',
      '\n\n',
      ' ',
      ',',
      '#1',
      '中',
      '{',
      '}',
      'Mr.',
      '😀',
    ),
  )
  .map(parts => parts.join(''))

describe('laws', () => {
  test('what is at least n is not less than n, in words, sentences, capitals, keywords and letters', () => {
    const counted: [string, (relation: string, n: number) => object][] = [
      ['length_constraints:number_words', (relation, num_words) => ({ num_words, relation })],
      ['length_constraints:number_sentences', (relation, num_sentences) => ({ num_sentences, relation })],
      [
        'change_case:capital_word_frequency',
        (capital_relation, capital_frequency) => ({ capital_frequency, capital_relation }),
      ],
      ['keywords:frequency', (relation, frequency) => ({ keyword: 'word', frequency, relation })],
      ['keywords:letter_frequency', (let_relation, let_frequency) => ({ letter: 'o', let_frequency, let_relation })],
    ]
    fc.assert(
      fc.property(answers, fc.nat(6), fc.constantFrom(...counted), (answer, n, [id, argumentsOf]) => {
        const check = (relation: string) => rules.get(id)?.check(argumentsOf(relation, n), '')(answer)
        expect(check('at least')).toBe(!check('less than'))
      }),
    )
    expect([holds(3, 'at least', 3), holds(3, 'less than', 3)]).toEqual([true, false])
  })

  const plain = fc
    .array(fc.constantFrom('one', 'Two', 'three'), { minLength: 1, maxLength: 8 })
    .map(words => words.join(' '))
  const several = fc.array(plain, { minLength: 1, maxLength: 6 })
  const check = (id: string, args: object, answer: string) => rules.get(id)?.check(args, '')(answer)

  test('k paragraphs between dividers are k, k bullets k, k sections k, k placeholders k', () => {
    fc.assert(
      fc.property(several, fc.constantFrom('*', '-'), (texts, bullet) => {
        const k = texts.length
        expect(check('length_constraints:number_paragraphs', { num_paragraphs: k }, texts.join('\n***\n'))).toBe(true)
        const list = texts.map(text => `${bullet} ${text}`).join('\n')
        expect(check('detectable_format:number_bullet_lists', { num_bullets: k }, list)).toBe(true)
        const sections = texts.map((text, at) => `SECTION ${at + 1}\n${text}`).join('\n')
        const asSections = (num_sections: number) =>
          check('detectable_format:multiple_sections', { section_spliter: 'SECTION', num_sections }, sections)
        expect([asSections(k), asSections(k + 1)]).toEqual([true, false])
        const holes = texts.map(text => `[${text}]`).join(' and ')
        const asHoles = (num_placeholders: number) =>
          check('detectable_content:number_placeholders', { num_placeholders }, holes)
        expect([asHoles(k), asHoles(k + 1)]).toEqual([true, false])
      }),
    )
  })

  test('whatever JSON writes is JSON, in a fence too, and no longer with a word before it', () => {
    fc.assert(
      fc.property(fc.json(), json => {
        const isJson = (answer: string) => check('detectable_format:json_format', {}, answer)
        expect([isJson(json), isJson(`\`\`\`json\n${json}\n\`\`\``), isJson(`So ${json}`)]).toEqual([true, true, false])
      }),
    )
  })

  test('sentences have all of the text in them but its white space, in order', () => {
    fc.assert(
      fc.property(answers, answer => {
        const bare = (text: string) => pieces(text).join('')
        expect(sentences(answer).map(bare).join('')).toBe(bare(answer))
        expect(sentences(answer).filter(isBlank)).toEqual([])
      }),
    )
  })

  test('verdicts can be read back from their words', () => {
    const followings = fc.constantFrom('strictly' as const, 'loosely' as const, 'not' as const)
    const verdicts = fc.array(fc.record({ id: fc.constantFrom(...rules.keys()), following: followings }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(verdicts, all => {
        expect(readVerdicts(wordVerdicts(all))).toEqual(all)
      }),
    )
    expect(() => readVerdicts(undefined)).toThrow('not a verdict')
  })
})

test.each(['[', '*', '"', '. ', '\n', 'A. ', '"\\', "n't", '* a\n'])(
  'an answer of 400 kB of nothing but %j is checked by every rule within a second',
  async part => {
    const answer = part.repeat(400_000 / part.length)
    for (const [id, args] of widest) {
      const spent = await cpuTime(() => rules.get(id)?.check(args, 'names: Ada')(answer))
      expect({ id, slow: spent > 1000 }).toEqual({ id, slow: false })
    }
  },
  60_000,
)

/** A kind of each family, those that read the whole text in some way of their own. */
const widest: readonly (readonly [string, object])[] = [
  ['length_constraints:number_sentences', { num_sentences: 3, relation: 'less than' }],
  ['length_constraints:number_paragraphs', { num_paragraphs: 3 }],
  ['detectable_format:json_format', {}],
  ['detectable_format:title', {}],
  ['detectable_format:number_bullet_lists', { num_bullets: 2 }],
  ['detectable_format:number_highlighted_sections', { num_highlights: 500_000 }],
  ['detectable_content:number_placeholders', { num_placeholders: 500_000 }],
  ['change_case:capital_word_frequency', { capital_frequency: 500_000, capital_relation: 'at least' }],
  ['change_case:english_lowercase', {}],
  ['keywords:forbidden_words', { forbidden_words: ['a', 'mr'] }],
  ['count:pronouns', { N: 500_000 }],
  ['ratio:overlap', { percentage: 50, reference_text: 'abc' }],
  ['format:title_case', {}],
  ['format:no_bullets_bullets', {}],
  ['format:parentheses', {}],
  ['custom:csv_special_character', {}],
  ['words:odd_even_syllables', {}],
]
