import type { Language } from '../core/wording.ts'

/** What the sections on people's ratings say. */
export const sectionWords: Readonly<Record<Language, SectionWords>> = {
  en: {
    ratings: 'Human ratings',
    ratingsNote:
      'Means over items of the mean over raters, 0–100; of two runs over the answers that the same rater rated in both. The 95% intervals are of other raters and other items (crossed random effects, squared t limits added), as in the table of scores; with one rater they are of other items only.',
    agreement: 'Agreement between raters',
    agreementNote:
      'alpha: Krippendorff’s, interval scale. ICC: absolute agreement of one rater (2,1) and of the mean of all (2,k), over the answers that every rater rated.',
    raters: 'Raters',
    ratersNote:
      'offset: own rating less the others’ mean. spread: standard deviation. r: with the others’ mean. drift: change of the offset over ten items of the session.',
    noneOutlying: 'No rater is outlying (alpha without them higher by 0.1 or more, their own means taken off).',
    outlying: list => `Outlying, since the others agree clearly better without them: ${list}.`,
    isOutlying: 'outlying',
    choices: 'Choices between the two answers',
    choicesNote:
      'Win rate: share of votes for the answer after, a tie as half; its interval resamples raters and pairs.',
    judges: 'Judges beside the raters',
    judgesNote: 'Pearson’s r of a judge’s rating with the raters’ mean, over the answers that both rated.',
    toRate: 'Answers to be rated',
    waiting: count => `${count} answers have no rating yet.`,
    steps: (browser, sheets, last) => [
      `In the browser: ${browser}`,
      `In files: ${sheets.join(', then: ')}`,
      `Then: ${last}`,
    ],
    space: ' ',
    list: ', ',
    headers: {
      benchmark: 'benchmark',
      items: 'items',
      before: 'before',
      after: 'after',
      mean: 'mean',
      raters: 'raters',
      ratings: 'ratings',
      missing: 'missing',
      byAll: 'rated by all',
      rater: 'rater',
      offset: 'offset',
      spread: 'spread',
      without: 'alpha without',
      drift: 'drift',
      pairs: 'pairs',
      won: 'won',
      tied: 'tied',
      lost: 'lost',
      winRate: 'win rate',
      logOdds: 'log odds',
      left: 'left chosen',
      judge: 'judge',
    },
  },
  zh: {
    ratings: '人工评分',
    ratingsNote:
      '各题取评分者平均后的平均值，0–100；比较两次运行时，仅取同一评分者两边都评过的回答。95% 区间同时考虑换成其他评分者和其他题目的情形（交叉随机效应，t 界限平方相加），与得分表一致；仅有一名评分者时只考虑其他题目。',
    agreement: '评分者间的一致性',
    agreementNote:
      'alpha：Krippendorff 的 alpha，区间尺度。ICC：单个评分者（2,1）和全体平均（2,k）的绝对一致性，仅取所有评分者都评过的回答。',
    raters: '评分者',
    ratersNote:
      '偏移：本人评分减其他人的平均。离散：标准差。r：与其他人平均值的相关。漂移：同一会话中每十题偏移的变化。',
    noneOutlying: '没有离群的评分者（离群指去掉其人后 alpha 高出 0.1 或更多，已减去各自的平均）。',
    outlying: list => `离群者（去掉他们后其他人明显更一致）：${list}。`,
    isOutlying: '离群',
    choices: '两个回答之间的选择',
    choicesNote: '胜率：选微调后回答的票数比例，平局计一半；其区间对评分者和配对重抽样。',
    judges: '评判者与评分者对照',
    judgesNote: '评判者评分与评分者平均的 Pearson r，仅取双方都评过的回答。',
    toRate: '有待评分的回答',
    waiting: count => `还有 ${count} 个回答没有评分。`,
    steps: (browser, sheets, last) => [`在浏览器中：${browser}`, `用文件：${sheets.join('，然后：')}`, `最后：${last}`],
    space: '',
    list: '、',
    headers: {
      benchmark: '基准',
      items: '题数',
      before: '微调前',
      after: '微调后',
      mean: '平均',
      raters: '评分者数',
      ratings: '评分数',
      missing: '缺失',
      byAll: '全体评过',
      rater: '评分者',
      offset: '偏移',
      spread: '离散',
      without: '去掉后的 alpha',
      drift: '漂移',
      pairs: '配对数',
      won: '胜',
      tied: '平',
      lost: '负',
      winRate: '胜率',
      logOdds: '对数优势',
      left: '选左侧',
      judge: '评判者',
    },
  },
}

type Header =
  | ('benchmark' | 'items' | 'before' | 'after' | 'mean' | 'raters' | 'ratings' | 'missing' | 'byAll' | 'rater')
  | ('offset' | 'spread' | 'without' | 'drift')
  | ('pairs' | 'won' | 'tied' | 'lost' | 'winRate' | 'logOdds' | 'left' | 'judge')

export interface SectionWords {
  ratings: string
  ratingsNote: string
  agreement: string
  agreementNote: string
  raters: string
  ratersNote: string
  noneOutlying: string
  outlying(list: string): string
  isOutlying: string
  choices: string
  choicesNote: string
  judges: string
  judgesNote: string
  toRate: string
  waiting(count: number): string
  /** How to get ratings: in the browser, by sheets, and what comes last, as commands. */
  steps(browser: string, sheets: readonly string[], last: string): string[]
  space: string
  list: string
  headers: Record<Header, string>
}
