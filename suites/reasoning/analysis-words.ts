import type { Language } from 'xeval'

type Arm = 'before' | 'after'

/** What the suite's own sections say; shares come as text. */
export const analysisWords: Readonly<Record<Language, AnalysisWords>> = {
  en: {
    table1: 'Accuracy at average output tokens (Table 1 of O1 Replication Journey, Part 2)',
    table1Note:
      'AIME2024: questions answered correctly; MATH500: per cent; intervals by resampling questions, none if all questions scored alike. 812 (29/30): the average over the 29 of 30 answers with a token count from the server. The files beside the report also have the published rows, marked †.',
    table1Header: ['Model', 'AIME2024', 'Avg. tokens', 'MATH500', 'Avg. tokens'],
    curve: benchmark => `${benchmark}: accuracy of a majority vote by tokens`,
    uncounted: (run, benchmark, left, of) =>
      `${run}: ${left} of ${of} answers to ${benchmark} have no token count, because the server reported no usable usage.`,
    noTokens: n => `No question has token counts in both runs, so only accuracy is shown. Paired by question, n=${n}.`,
    noCounts: run =>
      `${run}: no answer has an output token count, so there is no curve. Use an endpoint that reports usage.`,
    pairsLeftOut: (left, of) =>
      `${left} of the ${of} questions scored in both runs are left out, because they have no token count.`,
    leftOut: (run, left, of) =>
      `${run}: ${left} of ${of} questions are not in the curve, because they have no token count.`,
    capped: (run, share) =>
      `${run}: ${share} of the answers were cut off by the token limit, so the figures also depend on the limit. Raise --max-tokens.`,
    cappedShort: share => `; ${share} cut off by the token limit: the figures also depend on the limit`,
    axis: 'average output tokens per question, log scale',
    at: (accuracy, tokens) => `${accuracy} at ${tokens} tokens`,
    joint: benchmark => `${benchmark}: accuracy and tokens together`,
    quadrants: (n, betterCheaper, betterDearer, worseCheaper, worseDearer) =>
      `Paired by question, n=${n}. When the questions are resampled, after is more accurate with fewer tokens in ${betterCheaper} of the draws and with more tokens in ${betterDearer}; it is not more accurate with fewer tokens in ${worseCheaper} and with more in ${worseDearer}.`,
    vote: (voting, k, other, most) =>
      `Accuracy at equal tokens: ${voting} takes a majority vote over ${k} answers, ${other} gives a single one${most === undefined ? '' : `. The run has only ${most} answers, so ${voting} uses fewer tokens than it may`}.`,
    noVote: 'Accuracy at equal tokens needs several answers per question: sample them with --epochs.',
    jointHeader: ['', 'before', 'after', 'after − before', '95% interval'],
    accuracy: 'accuracy',
    tokens: 'output tokens',
    equal: 'accuracy at equal tokens',
  },
  zh: {
    table1: '平均输出词元数下的准确率（O1 Replication Journey, Part 2 的表 1）',
    table1Note:
      'AIME2024 为答对的题数，MATH500 为百分数；区间由题目重抽样得出，所有题目结果相同时不给区间。812 (29/30)：30 个回答中有词元计数的 29 个的平均值。报告旁的文件还含有已发表的行，以 † 标记。',
    table1Header: ['模型', 'AIME2024', '平均词元数', 'MATH500', '平均词元数'],
    curve: benchmark => `${benchmark}：多数投票的准确率与其词元数`,
    uncounted: (run, benchmark, left, of) =>
      `${run}：${benchmark} 的 ${of} 条回答中有 ${left} 条没有词元计数，因为服务器未报告可用的 usage。`,
    noTokens: n => `没有题目在两次运行中都有词元计数，因此只给出准确率。按题目配对，n=${n}。`,
    noCounts: run => `${run}：所有回答都没有输出词元计数，因此没有曲线。请使用会报告 usage 的端点。`,
    pairsLeftOut: (left, of) => `两次运行都有评分的 ${of} 题中，有 ${left} 题因缺少词元计数未计入。`,
    leftOut: (run, left, of) => `${run}：${of} 题中有 ${left} 题没有词元计数，未计入曲线。`,
    capped: (run, share) => `${run}：${share} 的回答被词元上限截断，因此上限也计入了结果。请调大 --max-tokens。`,
    cappedShort: share => `；${share} 被词元上限截断：上限也计入了结果`,
    axis: '每题平均输出词元数（对数刻度）',
    at: (accuracy, tokens) => `${accuracy}，${tokens} 词元`,
    joint: benchmark => `${benchmark}：准确率与词元数合看`,
    quadrants: (n, betterCheaper, betterDearer, worseCheaper, worseDearer) =>
      `按题目配对，n=${n}。题目重抽样中，微调后更准确且词元更少的占 ${betterCheaper}，更准确而词元更多的占 ${betterDearer}；并不更准确而词元更少的占 ${worseCheaper}，并不更准确且词元更多的占 ${worseDearer}。`,
    vote: (voting, k, other, most) =>
      `词元数相等时的准确率：${armName[voting]}对 ${k} 个回答作多数投票，${armName[other]}只给一个回答${most === undefined ? '' : `。该运行只有 ${most} 个回答，因此${armName[voting]}用的词元少于可用的`}。`,
    noVote: '词元数相等时的准确率需要每题有多个回答：请用 --epochs 取样。',
    jointHeader: ['', '微调前', '微调后', '微调后 − 微调前', '95% 区间'],
    accuracy: '准确率',
    tokens: '输出词元数',
    equal: '词元数相等时的准确率',
  },
}

const armName = { before: '微调前', after: '微调后' } as const

export interface AnalysisWords {
  table1: string
  table1Note: string
  table1Header: readonly string[]
  curve(benchmark: string): string
  uncounted(run: string, benchmark: string, left: number, of: number): string
  noTokens(n: number): string
  noCounts(run: string): string
  leftOut(run: string, left: number, of: number): string
  pairsLeftOut(left: number, of: number): string
  capped(run: string, share: string): string
  cappedShort(share: string): string
  axis: string
  at(accuracy: string, tokens: number): string
  joint(benchmark: string): string
  /** Shares of the draws. */
  quadrants(n: number, betterCheaper: string, betterDearer: string, worseCheaper: string, worseDearer: string): string
  /** `most` where the run has fewer answers than could be paid for. */
  vote(voting: Arm, k: string, other: Arm, most: number | undefined): string
  noVote: string
  jointHeader: readonly string[]
  accuracy: string
  tokens: string
  equal: string
}
