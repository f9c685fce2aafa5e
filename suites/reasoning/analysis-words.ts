import type { Language } from 'xeval'

type Arm = 'before' | 'after'

/** What the suite's own sections say; shares come as text. */
export const analysisWords: Readonly<Record<Language, AnalysisWords>> = {
  en: {
    table1: 'Accuracy at average output tokens (Table 1 of O1 Replication Journey, Part 2)',
    table1Note:
      'AIME2024: questions answered correctly; the others: per cent; intervals by resampling questions, none if all questions scored alike. 812 (29/30): the average over the 29 of 30 answers with a token count from the server. The files beside the report also have the published rows, marked †.',
    table1Columns: { model: 'Model', tokens: 'Avg. tokens' },
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
      'AIME2024 为答对的题数，其余为百分数；置信区间由题目重抽样得出，所有题目结果相同时不给出。812 (29/30)：30 条回答中 29 条有词元计数，812 为这 29 条的平均值。与报告同目录的文件还包含已发表的数据行，以 † 标记。',
    table1Columns: { model: '模型', tokens: '平均词元数' },
    curve: benchmark => `${benchmark}：多数投票的准确率与词元数`,
    uncounted: (run, benchmark, left, of) =>
      `${run}：${benchmark} 的 ${of} 条回答中有 ${left} 条没有词元计数，因为服务器未报告可用的 usage。`,
    noTokens: n => `没有题目在两次运行中都有词元计数，因此只给出准确率。按题目配对，n=${n}。`,
    noCounts: run => `${run}：所有回答都没有输出词元计数，因此没有曲线。请使用会报告 usage 的端点。`,
    pairsLeftOut: (left, of) => `两次运行均已计分的 ${of} 题中，有 ${left} 题因没有词元计数而未纳入。`,
    leftOut: (run, left, of) => `${run}：${of} 题中有 ${left} 题因没有词元计数而未纳入曲线。`,
    capped: (run, share) =>
      `${run}：${share} 的回答因达到词元上限而被截断，因此结果也受该上限影响。请调大 --max-tokens。`,
    cappedShort: share => `；${share} 因达到词元上限而被截断：结果也受该上限影响`,
    axis: '每题平均输出词元数（对数刻度）',
    at: (accuracy, tokens) => `${accuracy}，${tokens} 个词元`,
    joint: benchmark => `${benchmark}：准确率与词元数的联合比较`,
    quadrants: (n, betterCheaper, betterDearer, worseCheaper, worseDearer) =>
      `按题目配对，n=${n}。在对题目的重抽样中，微调后准确率更高且词元更少的占 ${betterCheaper}，准确率更高但词元更多的占 ${betterDearer}；准确率并未提高但词元更少的占 ${worseCheaper}，准确率并未提高且词元更多的占 ${worseDearer}。`,
    vote: (voting, k, other, most) =>
      `词元数相等时的准确率：${armName[voting]}对 ${k} 条回答作多数投票，${armName[other]}只取一条回答${most === undefined ? '' : `。该运行只有 ${most} 条回答，因此${armName[voting]}用去的词元少于可用的词元`}。`,
    noVote: '要比较词元数相等时的准确率，每题须有多条回答：请用 --epochs 增加轮数。',
    jointHeader: ['', '微调前', '微调后', '微调后 − 微调前', '95% 置信区间'],
    accuracy: '准确率',
    tokens: '输出词元数',
    equal: '词元数相等时的准确率',
  },
}

const armName = { before: '微调前', after: '微调后' } as const

export interface AnalysisWords {
  table1: string
  table1Note: string
  table1Columns: { model: string; tokens: string }
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
