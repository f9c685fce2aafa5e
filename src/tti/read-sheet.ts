import { isScalar } from 'yaml'
import { Answer } from '../core/leaderboard.ts'
import { type Question, questions, VERSION } from './questionnaire.ts'
import { type Answered, CONFLICT, type Sheet } from './sheet.ts'
import { type Entry, type Problem, YamlReader } from './yaml-reader.ts'

/** Far more than a sheet with long notes has. */
export const LARGEST_SHEET = 1_000_000

/** A sheet, or all that is wrong with it. */
export function readSheet(file: string, text: string): Sheet | readonly Problem[] {
  const reader = new YamlReader(text)
  if (reader.problems.length > 0) return reader.problems
  if (reader.root === null) {
    reader.problem(0, 'the sheet is empty')
    return reader.problems
  }
  const top = reader.map({ at: 0, value: reader.root }, 'sheet', [
    'version',
    'project',
    'assessor',
    'date',
    'questions',
  ])
  // In a sheet of another version each question would be a problem.
  if (top === undefined || !checkVersion(reader, top.get('version'))) return reader.problems
  const sheet = {
    file,
    ...readProject(reader, top.get('project')),
    assessor: reader.text(top.get('assessor'), 'assessor'),
    date: reader.text(top.get('date'), 'date'),
    answers: readAnswers(reader, top.get('questions')),
  }
  return reader.problems.length > 0 ? reader.problems : sheet
}

function checkVersion(reader: YamlReader, entry: Entry | undefined): boolean {
  if (entry !== undefined && isScalar(entry.value) && entry.value.value === VERSION) return true
  const found = reader.text(entry, 'version')
  if (entry === undefined) reader.problem(0, `version is missing; expected ${VERSION}`)
  else if (isScalar(entry.value) || entry.value === null)
    reader.problem(
      reader.placeOf(entry),
      `version: expected ${VERSION}, the questionnaire of this xeval, found ${found === '' ? 'nothing' : found}`,
    )
  return false
}

function readProject(reader: YamlReader, entry: Entry | undefined): Pick<Sheet, 'name' | 'url'> {
  if (entry === undefined) reader.problem(0, 'project is missing; expected its name and url')
  const fields = entry === undefined ? undefined : reader.map(entry, 'project', ['name', 'url'])
  if (entry === undefined || fields === undefined) return { name: '', url: '' }
  const [name, url] = [reader.text(fields.get('name'), 'name'), reader.text(fields.get('url'), 'url')]
  const at = (field: string): number => reader.placeOf(fields.get(field) ?? entry)
  if (name === '') reader.problem(at('name'), 'name: expected the name of the project')
  if (url !== '' && !isWebAddress(url))
    reader.problem(at('url'), `url: expected a URL such as https://example.org, found ${JSON.stringify(url)}`)
  return { name, url }
}

function readAnswers(reader: YamlReader, entry: Entry | undefined): Map<string, Answered> {
  const answers = new Map<string, Answered>()
  if (entry === undefined) {
    reader.problem(0, `questions is missing; expected the ${questions.length} questions`)
    return answers
  }
  const ids = questions.map(({ id }) => id)
  const before = reader.problems.length
  const asked = reader.map(entry, 'questions', ids)
  if (asked === undefined) return answers
  const missing = ids.filter(id => !asked.has(id))
  // A misspelt id is one fault, not also a missing question.
  if (missing.length > 0 && reader.problems.length === before)
    reader.problem(entry.at, `questions: ${missing.length} of ${ids.length} missing: ${missing.join(', ')}`)
  for (const question of questions) {
    const found = asked.get(question.id)
    const answered = found === undefined ? undefined : readAnswer(reader, question, found)
    if (answered !== undefined) answers.set(question.id, answered)
  }
  return answers
}

const FIELDS = ['question', 'points', 'answer', 'evidence', 'note']

function readAnswer(reader: YamlReader, question: Question, entry: Entry): Answered | undefined {
  const { id, text, points } = question
  const fields = reader.map(entry, id, FIELDS)
  if (fields === undefined) return undefined
  const asked = fields.get('question')
  const words = folded(reader.text(asked, `${id}: question`))
  if (asked !== undefined && words !== '' && words !== folded(text.en) && words !== folded(text.zh))
    reader.problem(reader.placeOf(asked), `${id}: expected the question as version ${VERSION} asks it: "${text.en}"`)
  const worth = fields.get('points')
  if (worth !== undefined && !(isScalar(worth.value) && worth.value.value === points))
    reader.problem(
      reader.placeOf(worth),
      `${id}: expected ${points} points, found ${reader.text(worth, id) || 'nothing'}`,
    )
  const answer = answerIn(reader, question, fields.get('answer') ?? { at: entry.at, value: null })
  const evidence = reader.text(fields.get('evidence'), `${id}: evidence`)
  const note = reader.text(fields.get('note'), `${id}: note`)
  return answer === undefined ? undefined : { answer, evidence, note }
}

function answerIn(reader: YamlReader, { id, technique }: Question, entry: Entry): Answer | undefined {
  const before = reader.problems.length
  const found = reader.text(entry, `${id}: answer`)
  if (reader.problems.length > before) return undefined
  const answer = Answer.safeParse(spelt[found.toLowerCase()] ?? found.toLowerCase()).data
  if (answer !== undefined && (answer !== 'not-used' || technique)) return answer
  const expected = technique ? 'yes, no or not-used' : 'yes or no'
  reader.problem(
    reader.placeOf(entry),
    answer === 'not-used'
      ? `${id}: expected ${expected}, found not-used; not-used is only for questions about optional techniques`
      : found === ''
        ? `${id}: not answered; expected ${expected}`
        : found === CONFLICT
          ? `${id}: still a conflict; expected ${expected}`
          : `${id}: expected ${expected}, found ${JSON.stringify(found.slice(0, 40))}`,
  )
  return undefined
}

/** What tools of YAML 1.1 make of an unquoted yes and no. */
const spelt: Readonly<Record<string, string>> = { true: 'yes', false: 'no' }

/** A question may be wrapped otherwise than it was written. */
const folded = (text: string): string => text.replace(/\s+/g, ' ').trim()

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
