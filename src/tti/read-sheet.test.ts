import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filled, sheetOf, yesTo } from './fixtures/filled.ts'
import { questions } from './questionnaire.ts'
import { readSheet } from './read-sheet.ts'
import { emptySheet, writeSheet } from './write-sheet.ts'

const good = filled('Mine', yesTo('data-sources'), { assessor: 'Ann', url: 'https://example.org' })

/** The problems as `line:column: message`. */
function problemsIn(text: string): string[] {
  const read = readSheet('sheet.yaml', text)
  return 'answers' in read ? [] : read.map(({ line, column, message }) => `${line}:${column}: ${message}`)
}

/** The good sheet with a change that must find its place. */
function changed(from: string | RegExp, to: string): string {
  const text = good.replace(from, to)
  if (text === good) throw new Error(`nothing matches ${from}`)
  return text
}

test('a filled sheet is read with all that it says', () => {
  expect(problemsIn(good)).toEqual([])
  const sheet = sheetOf(
    'Mine',
    { 'method-rl': 'not-used' },
    { assessor: 'Ann', evidence: 'https://example.org/#3: "a"' },
  )
  expect(sheet).toMatchObject({ name: 'Mine', assessor: 'Ann' })
  expect(sheet.answers.get('method-rl')).toEqual({
    answer: 'not-used',
    evidence: 'https://example.org/#3: "a"',
    note: '',
  })
  expect(sheet.answers.size).toBe(25)
})

describe('each fault is one problem, with its place and what was expected', () => {
  test.each([
    ['an empty file', '', '1:1: the sheet is empty'],
    ['only comments', '# nothing\n', '1:1: the sheet is empty'],
    ['a list', '- a\n', '1:1: sheet: expected version, project, assessor …, found a list'],
    ['a text', 'hello\n', '1:1: sheet: expected version, project, assessor …, found "hello"'],
    ['another version', changed('version: 1', 'version: 2'), /^1:10: version: expected 1, .*, found 2$/],
    ['no version', changed('version: 1\n', ''), '1:1: version is missing; expected 1'],
    ['NaN for a version', changed('version: 1', 'version: .nan'), /^1:10: version: expected 1, .*, found \.nan$/],
    ['no project', changed(/project:\n.*\n.*\n/, ''), '1:1: project is missing; expected its name and url'],
    ['no name', changed('name: Mine', 'name:'), /^3:8: name: expected the name of the project$/],
    ['an odd url', changed('https://example.org', 'javascript:alert(1)'), /^4:8: url: expected a URL such as/],
    ['no questions', 'version: 1\nproject: {name: x}\n', '1:1: questions is missing; expected the 25 questions'],
    ['an unknown field', changed('assessor:', 'asessor:'), '5:1: sheet: "asessor" is unknown; expected assessor'],
    [
      'an unknown question',
      changed('data-format:', 'data-fromat:'),
      /^17:3: questions: "data-fromat" is unknown; expected data-format$/,
    ],
    [
      'an unknown field of a question',
      changed('evidence: ""', 'evidnce: ""'),
      /^14:5: data-sources: "evidnce" is unknown; expected evidence$/,
    ],
    [
      'a partial answer',
      changed('answer: yes', 'answer: partly'),
      '13:13: data-sources: expected yes or no, found "partly"',
    ],
    [
      'a number for an answer',
      changed('answer: yes', 'answer: .nan'),
      '13:13: data-sources: expected yes or no, found ".nan"',
    ],
    ['an empty answer', changed('answer: yes', 'answer:'), '13:12: data-sources: not answered; expected yes or no'],
    ['no answer', changed('    answer: yes\n', ''), '10:3: data-sources: not answered; expected yes or no'],
    [
      'a list for an answer',
      changed('answer: yes', 'answer: [yes, no]'),
      /^13:13: data-sources: expected yes or no, found "yes\\nno"$/,
    ],
    [
      'not-used where nothing can be done without',
      changed('answer: yes', 'answer: not-used'),
      /^13:13: data-sources: expected yes or no, found not-used; not-used is only for questions about optional techniques/,
    ],
    [
      'a conflict of a merge',
      changed('answer: yes', 'answer: conflict'),
      '13:13: data-sources: still a conflict; expected yes or no',
    ],
    ['other points', changed('points: 3', 'points: 30'), '12:13: data-sources: expected 3 points, found 30'],
    ['NaN for points', changed('points: 3', 'points: .NaN'), '12:13: data-sources: expected 3 points, found .NaN'],
    [
      'a key twice',
      changed('    answer: yes', '    answer: yes\n    answer: no'),
      '14:5: data-sources: answer is given twice, first in line 13',
    ],
    [
      'an alias',
      changed('answer: yes', 'answer: *all'),
      /^13:13: data-sources: answer: expected text, found the alias \*all/,
    ],
    ['broken YAML', changed('evidence: ""', 'evidence: "'), /^\d+:\d+: not YAML: .*quotes/],
    ['a colon in plain text', changed('note: ""', 'note: see: here'), /^15:11: not YAML: .*needs quotes around it$/],
    ['a tab', changed('    answer', '\tanswer'), /^13:1: not YAML: Tabs are not allowed/],
    ['a second sheet', `${good}---\n${good}`, /a second document; a file must contain one sheet$/],
    ['a tag', changed('answer: yes', 'answer: !ruby/object yes'), /^13:13: not YAML: Unresolved tag: !ruby\/object/],
    ['a control character', changed('yes', 'y\u0000es'), /^13:14: a control character; is the file saved as UTF-8\?$/],
  ])('%s', (_, text, problem) => {
    const problems = problemsIn(text)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(problem)
  })

  test('missing questions are named together', () => {
    const text = changed(/ {2}data-format:\n( {4}.*\n)+/, '')
    expect(problemsIn(text)).toEqual(['7:1: questions: 1 of 25 missing: data-format'])
  })

  test('a question that was reworded is no question of this version; one that was wrapped is', () => {
    expect(problemsIn(changed('Does it name its datasets', 'Does it name one dataset'))).toEqual([
      expect.stringMatching(
        /^11:15: data-sources: expected the question as version 1 asks it: "Does it name its datasets/,
      ),
    ])
    expect(problemsIn(changed('Does it name its datasets, ', 'Does it name its datasets,\n      '))).toEqual([])
    expect(problemsIn(filled('Mine', {}, { language: 'zh' }))).toEqual([])
  })
})

test('an alias is never expanded, however much it would come to', () => {
  const levels = Array.from({ length: 40 }, (_, i) => `b${i + 1}: &b${i + 1} [${`*b${i},`.repeat(9)}]`).join('\n')
  const start = performance.now()
  expect(problemsIn(`b0: &b0 x\n${levels}\n`)[0]).toMatch(/^1:1: sheet: "b0" is unknown/)
  expect(problemsIn('['.repeat(20_000))[0]).toMatch(/not YAML/)
  expect(performance.now() - start).toBeLessThan(20_000)
})

test('yes and no are read in the spellings that YAML tools make of them', () => {
  for (const spelling of ['yes', 'Yes', 'YES', '"yes"', "'yes'", 'true', 'True'])
    expect(problemsIn(good.replace('answer: yes', `answer: ${spelling}`)), spelling).toEqual([])
  const read = readSheet('x', changed('answer: yes', 'answer: false'))
  expect('answers' in read && read.answers.get('data-sources')?.answer).toBe('no')
})

test('line ends of Windows and of old Macs count as lines', () => {
  for (const end of ['\r\n', '\r']) {
    expect(problemsIn(good.replaceAll('\n', end))).toEqual([])
    expect(problemsIn(changed('answer: yes', 'answer: maybe').replaceAll('\n', end))).toEqual([
      '13:13: data-sources: expected yes or no, found "maybe"',
    ])
  }
})

test('numbers, dates and lists are texts as they are written', () => {
  const text = changed('name: Mine', 'name: 3.10').replace(
    'evidence: ""',
    'evidence: [https://a.example, 12, 2024-11-25]',
  )
  const read = readSheet('x', text)
  expect('answers' in read && [read.name, read.answers.get('data-sources')?.evidence]).toEqual([
    '3.10',
    'https://a.example\n12\n2024-11-25',
  ])
})

test('an empty sheet asks for the name and for every answer, in both languages', () => {
  for (const language of ['en', 'zh'] as const) {
    const problems = problemsIn(emptySheet(language))
    expect(problems[0]).toMatch(/name: expected the name of the project$/)
    expect(problems.slice(1).map(problem => /: (\S+): not answered/.exec(problem)?.[1])).toEqual(
      questions.map(({ id }) => id),
    )
  }
})

test('whatever texts a sheet is written with are read again', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map(text => text.replace(/[^\P{Cc}\n]/gu, '').trim())
  fc.assert(
    fc.property(text, text, text, (name, evidence, note) => {
      const written = writeSheet(
        {
          name: `x${name}`,
          url: '',
          assessor: note,
          date: '',
          comments: [],
          answer: () => ({ answer: 'yes', evidence, note, comment: '' }),
        },
        'en',
      )
      const read = readSheet('x', written)
      if (!('answers' in read)) throw new Error(JSON.stringify(read))
      expect(read).toMatchObject({ name: `x${name}`, assessor: note })
      expect(read.answers.get('open-paper')).toEqual({ answer: 'yes', evidence, note })
    }),
  )
})
