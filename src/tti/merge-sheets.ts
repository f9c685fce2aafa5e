import { type Agreement, Answer } from '../core/leaderboard.ts'
import type { Language } from '../core/wording.ts'
import { agreementsOf } from './agreement.ts'
import { type Question, questions } from './questionnaire.ts'
import { type Answered, assessorOf, CONFLICT, type Sheet } from './sheet.ts'
import { writeSheet } from './write-sheet.ts'

export interface Merged {
  text: string
  agreements: Agreement[]
  /** Ids of the questions that the sheets answer differently. */
  conflicts: string[]
}

/** One answer for what all agree on. What they don't is marked, and no answer: whoever reads the sheet has to decide it. */
export function mergeSheets(sheets: readonly Sheet[], language: Language): Merged {
  const [first] = sheets
  if (first === undefined) throw new Error('nothing to merge')
  const names = sheets.map(sheet => assessorOf(sheet, sheets))
  const answersTo = ({ id }: Question) => sheets.map(({ answers }) => answers.get(id))
  const conflicts = questions.filter(question => new Set(answersTo(question).map(given => given?.answer)).size > 1)
  const text = writeSheet(
    {
      name: first.name,
      url: distinct(sheets.map(({ url }) => url))[0] ?? '',
      assessor: names.join(', '),
      date: distinct(sheets.map(({ date }) => date)).join(', '),
      comments: [
        ...heads[language](names.map(oneComment), conflicts.length),
        ...distinct(sheets.map(({ url }) => url))
          .slice(1)
          .map(url => `url: ${oneComment(url)}`),
      ],
      answer: question => mergedAnswer(answersTo(question), names, conflicts.includes(question)),
    },
    language,
  )
  return { text, agreements: agreementsOf(sheets), conflicts: conflicts.map(({ id }) => id) }
}

function mergedAnswer(given: readonly (Answered | undefined)[], names: readonly string[], isConflict: boolean) {
  const said = (field: 'evidence' | 'note'): string => {
    const texts = given.map(answered => answered?.[field] ?? '')
    const different = distinct(texts)
    if (different.length < 2) return different[0] ?? ''
    return texts.flatMap((text, i) => (text === '' ? [] : [`${names[i]}: ${text}`])).join('\n')
  }
  const answers = given.map(answered => answered?.answer)
  return {
    answer: isConflict ? CONFLICT : (answers[0] ?? ''),
    evidence: said('evidence'),
    note: said('note'),
    comment: isConflict ? answers.map((answer, i) => `${oneComment(names[i] ?? '')}: ${answer}`).join(', ') : '',
  }
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts.filter(text => text !== ''))]

const oneComment = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')

const heads: Record<Language, (names: readonly string[], conflicts: number) => string[]> = {
  en: (names, conflicts) => [
    `Merged from the sheets of ${names.join(' and ')}.`,
    `Conflicts: ${conflicts}. Each has the answer "${CONFLICT}" and a comment with the given answers:`,
    `replace it with ${new Intl.ListFormat('en', { type: 'disjunction' }).format(Answer.options)}.`,
  ],
  zh: (names, conflicts) => [
    `合并自以下评估者的答卷：${names.join('、')}。`,
    `分歧：${conflicts} 处。分歧处的答案写作 "${CONFLICT}"，并注明各人的答案：`,
    `请改为 ${Answer.options.join('、')} 之一。`,
  ],
}
