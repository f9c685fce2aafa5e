import type { Answer } from '../../core/leaderboard.ts'
import type { Language } from '../../core/wording.ts'

/**
 * What a report on a leaderboard says.
 *
 * @example
 * const say: LeaderboardWords = leaderboardWords.en
 * say.total // → 'total'
 */
export interface LeaderboardWords {
  language: Language
  /** Between the questions of a list. */
  list: string
  work: string
  total: string
  /** The row of what each dimension is worth at most. */
  possible: string
  /** Below the table: where the questionnaire comes from, and which entries were published there. */
  source: string
  version(version: number): string
  published: string
  notEarned: string
  /** In place of a list of no question, and of every question that there could be. */
  none: string
  all: string
  withoutEvidence: string
  answers: string
  question: string
  points: string
  answer: Record<Answer, string>
  agreement: string
  alike(between: string, agreed: number, n: number, share: string): string
  kappa(value: string): string
  noKappa: string
  differences(questions: number, points: number): string
  /** After an empty sheet was written. */
  fill(file: string): string
  /** After a merge: which questions are left to decide in which file. */
  merged(conflicts: readonly string[], file: string): string
}

/**
 * The words of reports on leaderboards, by language.
 *
 * @example
 * leaderboardWords.en.answer['not-used'] // → 'not used'
 */
export const leaderboardWords: Record<Language, LeaderboardWords> = {
  en: {
    language: 'en',
    list: ', ',
    work: 'work',
    total: 'total',
    possible: 'possible',
    source: 'Points and order',
    version: version => `questionnaire version ${version}`,
    published: '† Published figures from that source, which does not give the answers to the questions.',
    notEarned: 'Points not earned',
    none: 'none',
    all: 'all',
    withoutEvidence: 'Points without evidence',
    answers: 'Answers',
    question: 'question',
    points: 'points',
    answer: { yes: 'yes', no: 'no', 'not-used': 'not used' },
    agreement: 'Agreement between assessors',
    alike: (between, agreed, n, share) => `${between}: ${agreed} of ${n} answers agree (${share})`,
    kappa: value => `Cohen’s kappa ${value}`,
    noKappa: 'kappa undefined (one answer throughout)',
    differences: (questions, points) =>
      `They differ on ${questions} ${questions === 1 ? 'question' : 'questions'}, worth ${points} ${points === 1 ? 'point' : 'points'}:`,
    fill: file => `Answer its questions, then: xeval tti ${file}`,
    merged: (conflicts, file) =>
      conflicts.length === 0
        ? `No conflicts. Score it with: xeval tti ${file}`
        : `Conflicts to decide in the file: ${conflicts.join(', ')}\nThen: xeval tti ${file}`,
  },
  zh: {
    language: 'zh',
    list: '、',
    work: '项目',
    total: '总分',
    possible: '满分',
    source: '分值与题序',
    version: version => `问卷版本 ${version}`,
    published: '† 该文献公布的分数；该文献未给出逐题答案。',
    notEarned: '未得分的题目',
    none: '无',
    all: '全部题目',
    withoutEvidence: '得分但没有依据的题目',
    answers: '逐题答案',
    question: '题目',
    points: '分值',
    answer: { yes: '是', no: '否', 'not-used': '未使用' },
    agreement: '评估者之间的一致性',
    alike: (between, agreed, n, share) => `${between}：${n} 题中有 ${agreed} 题答案一致（${share}）`,
    kappa: value => `Cohen κ 系数 ${value}`,
    noKappa: 'κ 系数无定义（所有答案均相同）',
    differences: (questions, points) => `有 ${questions} 题答案不一致，涉及 ${points} 分：`,
    fill: file => `填写其中的题目，然后运行：xeval tti ${file}`,
    merged: (conflicts, file) =>
      conflicts.length === 0
        ? `没有分歧。计分命令：xeval tti ${file}`
        : `需在文件中裁定的分歧：${conflicts.join('、')}\n然后运行：xeval tti ${file}`,
  },
}
