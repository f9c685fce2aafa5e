import type { Language } from '../core/wording.ts'

/** What the sections on people's ratings say. */
export const sectionWords: Readonly<Record<Language, SectionWords>> = {
  en: {
    ratings: 'Human ratings',
    ratingsNote:
      'Means over items of the mean over raters, 0–100; with two runs, over the answers that the same rater rated in both. The 95% intervals cover other raters and other items (crossed random effects, squared t limits added), as in the table of scores; with one rater they cover other items only.',
    agreement: 'Agreement between raters',
    agreementNote:
      'alpha: Krippendorff’s, interval scale. ICC: absolute agreement of one rater (2,1) and of the mean of all (2,k), over the answers that every rater rated.',
    raters: 'Raters',
    ratersNote:
      'offset: own rating minus the others’ mean. spread: standard deviation. r: correlation with the others’ mean. drift: change of the offset per ten items of the session.',
    noneOutlying:
      'No rater is outlying (alpha would be higher by 0.1 or more without them, after subtracting each rater’s mean).',
    outlying: list => `Outlying, because the others agree clearly better without them: ${list}.`,
    isOutlying: 'outlying',
    choices: 'Choices between the two answers',
    choicesNote:
      'Win rate: share of votes for the answer after fine-tuning, ties counted as half; its interval resamples raters and pairs.',
    judges: 'Judges compared with the raters',
    judgesNote: 'Pearson’s r between a judge’s rating and the raters’ mean, over the answers that both rated.',
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
      '先对各题取评分者的平均分，再对题目取平均，分值为 0–100；比较两次运行时，仅取同一评分者两边都评过的回答。95% 置信区间可推广到其他评分者和其他题目（交叉随机效应，t 置信限平方相加），与得分表一致；仅有一名评分者时，只能推广到其他题目。',
    agreement: '评分者之间的一致性',
    agreementNote:
      'alpha：Krippendorff α 系数，按等距尺度。ICC：单个评分者 (2,1) 和全体评分者平均 (2,k) 的绝对一致性，仅取所有评分者都评过的回答。',
    raters: '评分者',
    ratersNote:
      '偏移：本人评分减其他人的平均分。离散：标准差。r：与其他人平均分的相关系数。漂移：同一次评分过程中，偏移每十题的变化量。',
    noneOutlying: '没有离群的评分者（离群指去掉该评分者后 alpha 升高 0.1 或以上；计算时已减去各人自己的平均分）。',
    outlying: list => `离群的评分者（去掉后，其余评分者明显更一致）：${list}。`,
    isOutlying: '离群',
    choices: '两条回答之间的选择',
    choicesNote: '胜率：选择微调后回答的票数占比，平局按半票计；其置信区间由评分者和回答对的重抽样得出。',
    judges: '评判者与评分者的对照',
    judgesNote: '评判者的评分与评分者平均分的 Pearson 相关系数 r，仅取双方都评过的回答。',
    toRate: '待评分的回答',
    waiting: count => `还有 ${count} 条回答没有评分。`,
    steps: (browser, sheets, last) => [
      `在浏览器中：${browser}`,
      `通过文件：${sheets.join('，然后：')}`,
      `最后：${last}`,
    ],
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
      byAll: '共同评过',
      rater: '评分者',
      offset: '偏移',
      spread: '离散',
      without: '去掉后的 alpha',
      drift: '漂移',
      pairs: '回答对数',
      won: '胜',
      tied: '平',
      lost: '负',
      winRate: '胜率',
      logOdds: '对数优势',
      left: '选左侧的比例',
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
