import type { ReportOptions } from '../core/report.ts'

type Language = ReportOptions['language']

/** What a reader calls the intervals and tests that results name; a name that is not here stands as it is. */
const names: Readonly<Record<string, Record<Language, string>>> = {
  wilson: { en: 'Wilson', zh: 'Wilson' },
  'clopper-pearson': { en: 'Clopper–Pearson', zh: 'Clopper–Pearson' },
  t: { en: 'Student t', zh: 'Student t' },
  'crossed-summed-t': {
    en: 'crossed random effects of questions and raters, squared t limits added',
    zh: '题目与评分者交叉随机效应，t 界限平方相加',
  },
  'paired-crossed-summed-t': {
    en: 'the level at which the interval of crossed random effects of questions and raters reaches 0',
    zh: '题目与评分者交叉随机效应区间恰好触及 0 的水平',
  },
  'cluster-t': { en: 'cluster-robust t', zh: '聚类稳健 t' },
  'effective-wilson': { en: 'Wilson at the effective number of trials', zh: '按有效试验次数的 Wilson' },
  'cluster-effective-wilson': {
    en: 'Wilson at the effective number of trials, by clusters',
    zh: '聚类样本按有效试验次数的 Wilson',
  },
  'paired-shares': { en: 'square-and-add of both arms’ Wilson limits', zh: '两组 Wilson 置信限的平方相加' },
  'cluster-paired-shares': {
    en: 'square-and-add of both arms’ clustered Wilson limits',
    zh: '两组聚类 Wilson 置信限的平方相加',
  },
  'paired-shares-inverted': {
    en: 'the level at which the interval of a share reaches 0',
    zh: '比例的置信区间恰好触及 0 的水平',
  },
  'cluster-paired-shares-inverted': {
    en: 'the level at which the clustered interval of a share reaches 0',
    zh: '比例的聚类置信区间恰好触及 0 的水平',
  },
  'bounded-score': { en: 'score interval of a bounded mean', zh: '有界均值的得分区间' },
  'cluster-bounded-score': {
    en: 'score interval of a bounded mean, by clusters (CR2)',
    zh: '有界均值的聚类得分区间（CR2）',
  },
  'bounded-score-inverted': { en: 'the level at which that interval reaches 0', zh: '该置信区间恰好触及 0 的水平' },
  'cluster-bounded-score-inverted': {
    en: 'the level at which the clustered interval reaches 0',
    zh: '聚类置信区间恰好触及 0 的水平',
  },
  none: { en: 'none: too few samples', zh: '无：样本过少' },
  'linearised-t': { en: 'linearised Student t', zh: '线性化 Student t' },
  'linearised-cluster-t': { en: 'linearised cluster-robust t', zh: '线性化聚类稳健 t' },
  'log-t': { en: 'Student t on a log scale', zh: '对数尺度的 Student t' },
  'log-cluster-t': { en: 'cluster-robust t on a log scale', zh: '对数尺度的聚类稳健 t' },
  'paired-t': { en: 'paired t', zh: '配对 t 检验' },
  'paired-cluster-t': { en: 'cluster-robust paired t', zh: '聚类稳健配对 t 检验' },
  'linearised-paired-t': { en: 'linearised paired t', zh: '线性化配对 t 检验' },
  'linearised-paired-cluster-t': { en: 'linearised cluster-robust paired t', zh: '线性化聚类稳健配对 t 检验' },
  'partly-overlapping-t': {
    en: 't of partly overlapping samples (Derrick et al. 2017)',
    zh: '部分重叠样本的 t（Derrick et al. 2017）',
  },
  'partly-overlapping-score': {
    en: 'score interval of partly overlapping samples (variance by Derrick et al. 2017)',
    zh: '部分重叠样本的得分区间（方差按 Derrick et al. 2017）',
  },
  'within-score': { en: 'score interval within questions', zh: '题内得分区间' },
  'within-t': { en: 'Student t within questions', zh: '题内 Student t' },
  'newcombe-paired': { en: 'Newcombe, paired', zh: '配对 Newcombe' },
  'newcombe-tango': {
    en: 'the farther of Newcombe’s and Tango’s limits, paired',
    zh: '配对 Newcombe 与 Tango 置信限中较远的一个',
  },
  tango: { en: 'Tango', zh: 'Tango' },
  'bca-bootstrap': { en: 'BCa bootstrap', zh: 'BCa 自助法' },
  'cluster-bca-bootstrap': { en: 'BCa bootstrap over clusters', zh: '聚类 BCa 自助法' },
  'macro-mover': { en: 'MOVER for the mean of benchmarks', zh: '各基准平均值的 MOVER' },
  'mcnemar-mid-p': { en: 'mid-p McNemar', zh: 'mid-p McNemar 检验' },
  'mcnemar-exact': { en: 'exact McNemar', zh: '精确 McNemar 检验' },
  'sign-flip-exact': { en: 'exact sign-flip permutation', zh: '精确符号翻转置换检验' },
  'sign-flip-monte-carlo': { en: 'Monte Carlo sign-flip permutation', zh: '蒙特卡洛符号翻转置换检验' },
}

/**
 * The distinct names, in order of appearance.
 *
 * @example
 * methodNames(['wilson', 'wilson', 'mcnemar-exact'], 'en') // → ['Wilson', 'exact McNemar']
 */
export const methodNames = (ids: readonly string[], language: Language): string[] => [
  ...new Set(ids.map(id => (Object.hasOwn(names, id) ? (names[id]?.[language] ?? id) : id))),
]
