import type { Verdict } from '../core/comparison.ts'
import type { ReportOptions } from '../core/report.ts'
import { type Needed, neededWords } from './needed-words.ts'
import { type Punctuation, punctuation } from './punctuation.ts'
import { verdictWords } from './verdict-words.ts'

/**
 * Every word that a report says, so that a language is one object. Names of plug-ins and metrics stay as they are.
 *
 * @example
 * words.zh.language // → 'zh'
 */
export const words: Record<ReportOptions['language'], Words> = {
  en: {
    language: 'en',
    demo: 'DEMO: recorded answers of a small model on bundled samples. These figures do not apply to any other model.',
    before: 'before',
    after: 'after',
    run: 'run',
    model: 'model',
    status: 'status',
    statuses: { running: 'running', complete: 'complete', interrupted: 'interrupted', failed: 'failed' },
    benchmark: 'benchmark',
    metric: 'metric',
    value: 'value',
    higher: '↑ higher is better',
    lower: '↓ lower is better',
    flips: 'flips ↑/↓',
    errored: 'errored',
    unscored: 'unscored',
    cached: 'cached',
    verdict: 'verdict',
    bundled: 'bundled sample',
    macro: suite => `${suite}, mean of benchmarks`,
    macroShort: 'mean',
    pooled: suite => `${suite}, all samples`,
    notCompared: 'nothing scored in both runs',
    nothingScored: 'No sample was scored, so there is no figure.',
    verdicts: verdictWords.en,
    overturnable: 'missing answers could overturn it',
    intervalKind: '95%, unadjusted',
    unadjusted: '95% intervals are for each figure on its own (unadjusted) and for other questions of the same kind',
    decides: (how, alpha) => `p (${how}) decides at ${alpha}`,
    leftOut: (out, pairs, why, bounds) =>
      `${out} of ${pairs} samples left out (${why})${bounds === undefined ? '' : `; with them Δ lies in ${bounds}`}`,
    noBounds: '; the effect of missing answers on Δ is unbounded',
    partlyMissing: bounds => `epochs are missing; with them Δ lies in ${bounds}`,
    needed: neededWords.en,
    margin: margin => `margin ${margin}`,
    compareNote: (tests, methods, alpha, how) =>
      `Brackets are 95% intervals for each figure on its own (unadjusted) and for other questions of the same kind; Δ is after minus before over the samples scored in both runs (intervals: ${methods}). p: ${tests}; p (${how}) is adjusted over the benchmarks of this table and decides at ${alpha}.`,
    runNote: methods => `Brackets are 95% intervals (${methods}).`,
    notComparable: 'These runs are not comparable. What differs besides the model:',
    differences: 'What differs besides the model:',
    others: 'Other metrics',
    breakdown: (benchmark, key) => `${benchmark} by ${key}`,
    breakdownNote: 'Descriptive only: not tested, and not adjusted for the number of groups.',
    notScored: 'Not scored',
    notScoredNote:
      'Failures are never scored. Errored samples have no answer; unscored samples have an answer without a readable judgment. The bounds are the figure if all of them had scored worst or best.',
    allScored: 'Every sample was scored.',
    partial: (benchmark, count) =>
      `${benchmark}: samples that lost some of their epochs: ${count}. Each counts with the mean of its other epochs.`,
    unpaired: 'in one run only',
    bounds: 'bounds',
    failures: 'failures',
    judges: 'Judges',
    judge: 'judge',
    version: 'version',
    source: 'prompted with',
    embedded: 'none (embedded)',
    upstreamParsing: 'parsed like upstream',
    caution: 'Caution',
    datasets: 'Data',
    dataset: 'dataset',
    taken: 'samples',
    flipped: 'Flips',
    flipsShown: (shown, all) => `${shown} of ${all}.`,
    directions: { improved: 'improved', regressed: 'regressed' },
    question: 'Question',
    answerBefore: 'Before',
    answerAfter: 'After',
    setup: 'Set-up',
    seed: 'seed',
    epochs: 'epochs',
    parameters: 'parameters',
    serverDefaults: 'server defaults',
    cite: 'To cite the data and judges used:',
    citeTable: 'To cite the table:',
    rationale: 'Why',
    series: runs => `series of ${runs} runs`,
    trend: 'trend',
    mean: 'mean',
    all: 'all',
    direction: 'direction',
    category: 'category',
    search: 'search',
    againstFirst: benchmark => `${benchmark}: each run against the first`,
    seriesNote: (tests, methods, alpha, how) =>
      `Brackets are unadjusted 95% intervals of each run over its own scored samples. Below, Δ is a run minus the first over the samples scored in both (intervals: ${methods}). p: ${tests}; p (${how}) is adjusted over all benchmarks and runs of the series and decides at ${alpha}.`,
    ...punctuation.en,
    adjustedP: 'adjusted p',
    report: 'Report',
  },
  zh: {
    language: 'zh',
    demo: '演示（DEMO）：回答由一个小模型在内置样本上预先录制，所列数值不能说明任何其他模型的情况。',
    before: '微调前',
    after: '微调后',
    run: '运行',
    model: '模型',
    status: '状态',
    statuses: { running: '进行中', complete: '已完成', interrupted: '已中断', failed: '失败' },
    benchmark: '基准',
    metric: '指标',
    value: '数值',
    higher: '↑ 越高越好',
    lower: '↓ 越低越好',
    flips: '变化 ↑/↓',
    errored: '出错',
    unscored: '未计分',
    cached: '缓存',
    verdict: '结论',
    bundled: '内置样本',
    macro: suite => `${suite}（各基准平均）`,
    macroShort: '平均',
    pooled: suite => `${suite}（全部样本）`,
    notCompared: '无可比较的样本',
    nothingScored: '没有任何样本得分，因此没有数值。',
    verdicts: verdictWords.zh,
    overturnable: '缺失的回答可能推翻该结论',
    intervalKind: '95% 置信区间，未校正',
    unadjusted: '各 95% 置信区间仅针对该项数值（未作多重比较校正），可推广到同类的其他题目',
    decides: (how, alpha) => `结论依据 p (${how})，显著性水平为 ${alpha}`,
    leftOut: (out, pairs, why, bounds) =>
      `${pairs} 个样本中有 ${out} 个未纳入比较（${why}）${bounds === undefined ? '' : `；若计入，Δ 在 ${bounds} 之间`}`,
    noBounds: '；无法给出缺失回答对 Δ 影响的上下界',
    partlyMissing: bounds => `缺少部分轮次；若计入，Δ 在 ${bounds} 之间`,
    needed: neededWords.zh,
    margin: margin => `界值 ${margin}`,
    compareNote: (tests, methods, alpha, how) =>
      `方括号内为各项数值的 95% 置信区间（未作多重比较校正），可推广到同类的其他题目；Δ 为微调后减微调前，仅取两次运行均已计分的样本（区间方法：${methods}）。p：${tests}；p (${how}) 按本表的基准数作多重比较校正，结论以此为依据，显著性水平为 ${alpha}。`,
    runNote: methods => `方括号内为 95% 置信区间（${methods}）。`,
    notComparable: '这些运行不可比较。除模型外，还有以下差异：',
    differences: '除模型外，还有以下差异：',
    others: '其他指标',
    breakdown: (benchmark, key) => `${benchmark}：按 ${key} 分组`,
    breakdownNote: '仅供描述：未作检验，也未按组数校正。',
    notScored: '没有得分的样本',
    notScoredNote:
      '失败一律不计入得分。“出错”指没有回答；“未计分”指有回答，但没有可读的评判结果。上下界是假定这些样本全部取最差或最好结果时的数值。',
    allScored: '所有样本均已计分。',
    partial: (benchmark, count) => `${benchmark}：缺少部分轮次的样本数为 ${count}，均按其余轮次的平均值计。`,
    unpaired: '仅见于一次运行',
    bounds: '上下界',
    failures: '失败原因',
    judges: '评判者',
    judge: '评判者',
    version: '版本',
    source: '提示词来源',
    embedded: '无（内置规则）',
    upstreamParsing: '按原作者的规则解析',
    caution: '注意',
    datasets: '数据',
    dataset: '数据集',
    taken: '取用 / 总数',
    flipped: '结果变化的样本',
    flipsShown: (shown, all) => `显示 ${shown} 条，共 ${all} 条。`,
    directions: { improved: '变好', regressed: '变差' },
    question: '题目',
    answerBefore: '微调前',
    answerAfter: '微调后',
    setup: '设置',
    seed: '随机种子',
    epochs: '轮数',
    parameters: '采样参数',
    serverDefaults: '服务器默认值',
    cite: '引用所用的数据与评判者：',
    citeTable: '引用该表：',
    rationale: '理由',
    series: runs => `${runs} 次运行的序列`,
    trend: '趋势',
    mean: '平均',
    all: '全部',
    direction: '方向',
    category: '类别',
    search: '搜索',
    againstFirst: benchmark => `${benchmark}：各次运行与第一次相比`,
    seriesNote: (tests, methods, alpha, how) =>
      `方括号内为各次运行在其已计分样本上的 95% 置信区间（未作多重比较校正）。下文 Δ 为该次运行减第一次运行，仅取两次运行均已计分的样本（区间方法：${methods}）。p：${tests}；p (${how}) 按序列中的全部基准与运行作多重比较校正，结论以此为依据，显著性水平为 ${alpha}。`,
    ...punctuation.zh,
    adjustedP: '校正后的 p',
    report: '报告',
  },
}

/**
 * All words of reports in one language.
 *
 * @example
 * const say: Words = words.en
 * say.before // → 'before'
 */
export interface Words extends Punctuation {
  language: ReportOptions['language']
  demo: string
  before: string
  after: string
  run: string
  model: string
  status: string
  statuses: Readonly<Record<string, string>>
  benchmark: string
  metric: string
  value: string
  higher: string
  lower: string
  flips: string
  errored: string
  unscored: string
  cached: string
  verdict: string
  bundled: string
  macro(suite: string): string
  /** The same under a line that names the suite. */
  macroShort: string
  pooled(suite: string): string
  notCompared: string
  nothingScored: string
  verdicts: Record<Verdict, string>
  /** Of a verdict that would not stand at one of the bounds. */
  overturnable: string
  /** What stands in brackets behind a lone interval. */
  intervalKind: string
  unadjusted: string
  decides(how: string, alpha: string): string
  /** `why` counts the failures by arm; `bounds` are those of the difference. */
  leftOut(out: number, pairs: number, why: string, bounds: string | undefined): string
  /** Follows `leftOut` where missing answers could make anything of the difference. */
  noBounds: string
  partlyMissing(bounds: string): string
  needed: Needed
  margin(margin: string): string
  compareNote(tests: string, methods: string, alpha: string, how: string): string
  runNote(methods: string): string
  notComparable: string
  differences: string
  others: string
  breakdown(benchmark: string, key: string): string
  breakdownNote: string
  notScored: string
  notScoredNote: string
  allScored: string
  partial(benchmark: string, count: string): string
  unpaired: string
  bounds: string
  failures: string
  judges: string
  judge: string
  version: string
  source: string
  embedded: string
  upstreamParsing: string
  caution: string
  datasets: string
  dataset: string
  taken: string
  flipped: string
  flipsShown(shown: number, all: number): string
  directions: Record<'improved' | 'regressed', string>
  question: string
  answerBefore: string
  answerAfter: string
  setup: string
  seed: string
  epochs: string
  parameters: string
  serverDefaults: string
  cite: string
  citeTable: string
  rationale: string
  series(runs: number): string
  trend: string
  mean: string
  all: string
  direction: string
  category: string
  search: string
  againstFirst(benchmark: string): string
  seriesNote(tests: string, methods: string, alpha: string, how: string): string
  adjustedP: string
  /** Before the path of the written report. */
  report: string
}
