/** Tasks of which each stands in one prompt only. */
import { none } from '../arguments.ts'
import { type Rule, rule } from '../rule.ts'
import { csvRows } from '../text/csv.ts'
import { sentences } from '../text/sentences.ts'
import { ascii, pieces, strip, stripMarks, withoutPunctuation } from '../text/text.ts'
import { hasLongerQuestions } from './multiple-choice.ts'

export const customRules: Readonly<Record<string, Rule>> = {
  'custom:multiples': rule(none, () => answer => (answer.match(/\p{Nd}+/gu) ?? []).join(' ') === '14 21 28 35 42 49'),

  'custom:mcq_count_length': rule(none, () => hasLongerQuestions),

  /** At least 52 lines from the one with Zimbabwe on, each before the next one backwards in the alphabet, without accents. */
  'custom:reverse_newline': rule(none, () => answer => {
    const lines = answer
      .split('\n')
      .map(stripMarks)
      .filter(line => line !== '')
    const start = lines.findIndex(line => line.includes('Zimbabwe'))
    const listed = start < 0 ? [] : lines.slice(start).map(ascii)
    return listed.length >= 52 && listed.slice(1).every((line, at) => line <= (listed[at] ?? ''))
  }),

  'custom:word_reverse': rule(
    none,
    () => answer => pieces(withoutPunctuation(answer.toLowerCase())).toReversed().join(' ').includes('bald eagle'),
  ),

  'custom:character_reverse': rule(none, () => answer => answer.toLowerCase().includes('elgae dlab')),

  'custom:sentence_alphabet': rule(none, () => answer => {
    const initials = sentences(answer).map(sentence => sentence.toLowerCase().charAt(0))
    return initials.join('') === 'abcdefghijklmnopqrstuvwxyz'
  }),

  'custom:european_capitals_sort': rule(none, () => answer => {
    const listed = ascii(answer)
      .split(',')
      .map(strip)
      .filter(name => name !== '')
    return listed.join() === capitals.join()
  }),

  'custom:csv_city': rule(none, () => answer => {
    const [header, ...rows] = csvRows(answer, ',')
    const hasColumns = header?.join() === 'ID,Country,City,Year,Count'
    return hasColumns && rows.length === 7 && rows.every(row => row.length === 5)
  }),

  /** Up to a first quoted field with a character that is no letter, digit or space, rows are counted; their widths up to there. */
  'custom:csv_special_character': rule(none, () => answer => {
    if (!hasHeader(answer, ['ProductID', 'Category', 'Brand', 'Price', 'Stock'], ',[ \\t]*')) return false
    const rows = csvRows(answer, ',', true)
    if (rows.length !== 15) return false
    const first = rows.findIndex((row, at) => at > 0 && row.some(field => /^".*[^\p{L}\p{N}_\s].*"/u.test(field)))
    return first > 0 && rows.slice(1, first + 1).every(row => row.length === 5)
  }),

  'custom:csv_quotes': rule(none, () => answer => {
    if (!hasHeader(answer, ['StudentID', 'Subject', 'Grade', 'Semester', 'Score'], '\\t *')) return false
    const rows = csvRows(answer, '\t', true)
    return (
      rows.length === 4 && rows.every(row => row.length === 5 && row.every(field => /^".*"$|^"$/s.test(strip(field))))
    )
  }),

  /** Days of Napoleon's life, by month and the days that it has; whether there was a battle isn't checked. */
  'custom:date_format_list': rule(none, () => answer => strip(answer).split(',').map(strip).every(isDay)),
}

function hasHeader(answer: string, names: readonly string[], separator: string): boolean {
  const columns = names.map(name => `(?:${name}|"${name}")`)
  return new RegExp(`^${columns.join(separator)}$`).test(strip(answer.split('\n')[0] ?? ''))
}

function isDay(date: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  return year >= 1769 && year <= 1821 && month <= 12 && day <= (daysOf[month] ?? 0)
}
const daysOf = [99, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Those of Europe above 45 degrees, from north to south, as the task has them. */
const capitals = [
  ...['Reykjavik', 'Helsinki', 'Oslo', 'Tallinn', 'Stockholm', 'Riga', 'Moscow', 'Copenhagen', 'Vilnius', 'Minsk'],
  ...['Dublin', 'Berlin', 'Amsterdam', 'Warsaw', 'London', 'Brussels', 'Prague', 'Luxembourg', 'Paris', 'Vienna'],
  ...['Bratislava', 'Budapest', 'Vaduz', 'Chisinau', 'Bern', 'Ljubljana', 'Zagreb'],
]
