import { Document, isMap, isScalar } from 'yaml'
import type { Language } from '../core/wording.ts'
import { dimensions, type Question, sumOf, VERSION } from './questionnaire.ts'

/** What a sheet says; of a new one, nothing. */
export interface SheetText {
  name: string
  url: string
  assessor: string
  date: string
  /** What stands at the top, a line each. */
  comments: readonly string[]
  answer(question: Question): { answer: string; evidence: string; note: string; comment: string }
}

/** A sheet with nothing in it. */
export const emptySheet = (language: Language): string =>
  writeSheet(
    {
      name: '',
      url: '',
      assessor: '',
      date: '',
      comments: guides[language],
      answer: ({ technique }) => ({ answer: '', evidence: '', note: '', comment: hints[language][technique ? 1 : 0] }),
    },
    language,
  )

/** A sheet as YAML. */
export function writeSheet({ comments, answer, ...sheet }: SheetText, language: Language): string {
  const asked = dimensions.flatMap(({ questions }) => questions)
  const written = new Map(asked.map(question => [question.id, answer(question)]))
  const document = new Document({
    version: VERSION,
    project: { name: sheet.name, url: sheet.url },
    assessor: sheet.assessor,
    date: sheet.date,
    questions: Object.fromEntries(
      asked.map(({ id, text, points }) => {
        const { answer = '', evidence = '', note = '' } = written.get(id) ?? {}
        return [id, { question: text[language], points, answer: answer === '' ? null : answer, evidence, note }]
      }),
    ),
  })
  document.commentBefore = comments.map(line => (line === '' ? '' : ` ${line}`)).join('\n')
  for (const [path, text] of fields[language]) comment(document.getIn([...path], true), sheet.name === '' ? text : '')
  for (const { id } of asked) comment(document.getIn(['questions', id, 'answer'], true), written.get(id)?.comment)
  markDimensions(document, language)
  // The library indents the empty lines between the questions.
  return document.toString({ lineWidth: 100, nullStr: '' }).replace(/^ +$/gm, '')
}

function comment(node: unknown, text: string | undefined): void {
  if (isScalar(node) && text !== undefined && text !== '') node.comment = ` ${text}`
}

/** Headings of the dimensions, and an empty line between questions. */
function markDimensions(document: Document, language: Language): void {
  const asked = document.get('questions')
  if (!isMap(asked)) return
  for (const { key } of asked.items) {
    if (!isScalar(key)) continue
    key.spaceBefore = true
    const first = dimensions.find(({ questions }) => questions[0]?.id === key.value)
    if (first !== undefined) key.commentBefore = ` ${heading(first.name[language], sumOf(first.questions), language)}`
  }
}

const heading = (name: string, points: number, language: Language): string =>
  language === 'zh' ? `${name}（${points} 分）` : `${name} (${points} points)`

/** Beside the fields of an empty sheet. */
const fields: Record<Language, readonly (readonly [readonly string[], string])[]> = {
  en: [
    [['project', 'url'], 'its paper, page or repository'],
    [['assessor'], 'who fills in this sheet'],
    [['date'], 'of the assessment; a project may disclose more later'],
  ],
  zh: [
    [['project', 'url'], '论文、主页或代码仓库'],
    [['assessor'], '填写人'],
    [['date'], '评估日期：项目日后可能公开更多内容'],
  ],
}

const hints: Record<Language, readonly [string, string]> = {
  en: ['yes or no', 'yes, no or not-used'],
  zh: ['yes 或 no', 'yes、no 或 not-used'],
}

const guides: Record<Language, readonly string[]> = {
  en: [
    'Technical Transparency Index: 25 questions, 100 points (arXiv 2411.16489, Table 3).',
    '',
    'answer:   yes       what the question asks for is public, complete and available without a request',
    '          no        it is not, or only in part',
    '          not-used  the project states that it does not use this technique, which earns the points',
    '                    (if the project does not mention it, answer no)',
    'evidence: where this can be seen: a URL, a section, a page, or a list of these',
    'note:     anything else. Both may be empty; points without evidence are reported.',
    '',
    'Then run: xeval tti FILE. If two assessors each fill in a file, xeval tti A B shows their agreement.',
  ],
  zh: [
    '技术透明度指数：25 题，共 100 分（arXiv 2411.16489，表 3）。',
    '',
    'answer（答案）：yes       所问内容已完整公开，无需另行索取',
    '               no        未公开，或仅部分公开',
    '               not-used  项目未使用该技术，并且明确说明了这一点；同样得分',
    '                         （仅仅没有提及的，答 no）',
    'evidence（依据）：出处，如网址、章节、页码；可以写成列表。',
    'note（备注）：其他说明。两项都可留空；得分但没有依据的题目会在报告中列出。',
    '',
    '填好后运行：xeval tti FILE。两位评估者各填一份；xeval tti A B 给出两人的一致性。',
  ],
}
