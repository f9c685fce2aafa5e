import type { ReportOptions } from '../../core/report.ts'

/** The sentences of a methods paragraph. Hashes come shortened to 12 digits; lists come joined. */
export interface MethodsWords {
  heading: string
  demo: string
  models(models: readonly string[], suite: string, version: string): string
  data(list: string): string
  /** One dataset: `flames (flames v1, 200 of 1000 samples, SHA-256 1234…)`. */
  dataset(name: string, dataset: string, version: number, n: number, available: number, sha256: string): string
  bundled(list: string): string
  sampling(seed: number, stratify: string | undefined): string
  /** `maxTokens` is undefined where the server decides. */
  answers(epochs: number, parameters: string, maxTokens: string | undefined): string
  /** Answers made elsewhere, of these models; `all` where no other is there. */
  recorded(models: string, all: boolean): string
  /** Answers that were not asked for anew: `base 12 of 200`. */
  cached(list: string): string
  cachedOf(model: string, cached: number, of: number): string
  prompts(list: string): string
  noPrompts: string
  judged(list: string): string
  judge(benchmarks: string, judge: string, version: number, by: string): string
  /** Who or what judges: `more` are its scale and parameters. */
  byPeople(more: readonly string[]): string
  byRules(source: string): string
  byModel(model: string, source: string, more: readonly string[]): string
  scale(min: number, max: number): string
  judgePrompts(list: string): string
  upstreamParsing: string
  pairing(intervals: string, tests: string): string
  /** In the place of pairing and tests. */
  nothing: string
  adjusted(tests: number, alpha: number, how: 'Holm' | 'BH'): string
  /** Of a suite's mean. */
  mean(test: string): string
  /** Of missing answers. */
  bounds: string
  estimand: string
  fixed: string
  primary(endpoint: string): string
  conjunction: string
  margins(list: string): string
  /** A margin or figure on a judge's scale. */
  onScale(figure: string, scale: string): string
  intervals(methods: string): string
  failures(list: string): string
  failure(benchmark: string, errored: string, unscored: string): string
  noFailures: string
  forced(list: string): string
  list: string
  clause: string
}

/**
 * The sentences of the methods paragraph, by language.
 *
 * @example
 * methodsWords.en.heading // → 'Methods'
 */
export const methodsWords: Record<ReportOptions['language'], MethodsWords> = {
  en: {
    heading: 'Methods',
    demo: 'This is a demonstration on recorded answers; it does not evaluate any other model.',
    models: (models, suite, version) =>
      `${models.length === 1 ? `We evaluated ${models[0]}` : `We compared ${models[0]} with ${models.slice(1).join(', ')}`} on the suite ${suite}, using xeval ${version}.`,
    data: list => `The data were ${list}.`,
    dataset: (name, dataset, version, n, available, sha) =>
      `${name === dataset ? name : `${name} (${dataset})`} v${version} with ${n} of ${available} samples (SHA-256 ${sha})`,
    bundled: list => `For ${list}, these are the samples bundled with xeval, not the published data.`,
    sampling: (seed, stratify) =>
      `Samples were drawn without replacement by a hash of seed ${seed} and sample id${stratify === undefined ? '' : `, in proportion within each value of ${stratify}`}.`,
    answers: (epochs, parameters, maxTokens) =>
      `Each sample was answered ${epochs === 1 ? 'once' : `${epochs} times`} (sampling parameters: ${parameters}; ${maxTokens === undefined ? 'output as long as the server allows' : `at most ${maxTokens} output tokens`}).`,
    recorded: (models, all) =>
      `${all ? 'The answers' : `The answers of ${models}`} were recorded elsewhere and read from a file; their sampling parameters and token limit are unknown.`,
    cached: list => `Answers taken from the cache instead of being requested again: ${list}.`,
    cachedOf: (model, cached, of) => `${model} ${cached} of ${of}`,
    prompts: list => `Prompts by SHA-256: ${list}.`,
    noPrompts: 'Samples were sent without any surrounding prompt.',
    judged: list => `Answers were judged by ${list}.`,
    judge: (benchmarks, judge, version, by) => `${judge} v${version} (${by}) for ${benchmarks}`,
    byPeople: more => ['human ratings', ...more].join(', '),
    byRules: source => `embedded rules, ${source}`,
    byModel: (model, source, more) => [`model ${model}`, `prompted with ${source}`, ...more].join(', '),
    scale: (min, max) => `on a scale of ${min}–${max}`,
    judgePrompts: list => `Judge prompts by SHA-256: ${list}.`,
    upstreamParsing: "Judge replies were parsed by the authors' own lenient rule.",
    pairing: (intervals, tests) =>
      `Runs were paired by sample id over the samples scored in both; differences are after minus before with 95% intervals (${intervals}) and two-sided tests (${tests}).`,
    nothing: 'No sample was scored in both runs, so nothing was compared.',
    adjusted: (tests, alpha, how) =>
      `The ${tests === 1 ? 'one p-value decides' : `${tests} p-values were adjusted by ${how === 'BH' ? "Benjamini and Hochberg's method (1995; exploratory)" : "Holm's method (1979)"} and decide`} at ${alpha}; a difference that does not reach it is called inconclusive, not absent.`,
    mean: test =>
      `The suite’s mean weights benchmarks equally; its limits are by MOVER (Zou & Donner 2008), and each arm’s limits are the farther of those and a pooled score interval; its test: ${test}.`,
    bounds:
      'Missing answers were not assumed to be missing at random: bounds assume that all of them scored worst or best (Horowitz & Manski 2000), and a verdict that does not hold at these bounds is marked.',
    estimand:
      'Intervals and tests refer to the population from which these questions are a sample (super-population), not only to these questions.',
    fixed:
      'If questions have several answers, the interval for these same questions is also given, from the variance within questions (Miller 2024).',
    primary: endpoint =>
      `The primary endpoint was ${endpoint}, tested first at the full level; conclusions about the others were drawn only if it was significant (serial gatekeeping; Dmitrienko & Tamhane 2007).`,
    conjunction:
      'The minimum number of benchmarks that changed was tested by partial conjunction (Bonferroni; Benjamini & Heller 2008, Dror et al. 2017), one-sided for improvement and for regression.',
    margins: list =>
      `Non-inferiority margins: ${list}; tested one-sided at α/2 by inverting the interval; for yes/no scores, at least as strictly as Tango’s score test (1998).`,
    onScale: (figure, scale) => `${figure} points ${scale}`,
    intervals: methods => `Intervals are at 95% (${methods}).`,
    failures: list => `Failures were not scored: ${list}.`,
    failure: (benchmark, errored, unscored) =>
      `${benchmark} had ${errored} samples without an answer and ${unscored} without a readable judgment`,
    noFailures: 'Every sample was answered and scored.',
    forced: list => `The runs also differ in more than the model: ${list}.`,
    list: ', ',
    clause: '; ',
  },
  zh: {
    heading: '方法',
    demo: '本报告是基于预先录制的回答的演示，并非对任何其他模型的评测。',
    models: (models, suite, version) =>
      `我们使用 xeval ${version} 在 ${suite} 套件上${models.length === 1 ? `评测了 ${models[0]}` : `比较了 ${models[0]} 与 ${models.slice(1).join('、')}`}。`,
    data: list => `数据为 ${list}。`,
    dataset: (name, dataset, version, n, available, sha) =>
      `${name === dataset ? name : `${name}（${dataset}）`} v${version}，从 ${available} 个样本中取 ${n} 个（SHA-256 ${sha}）`,
    bundled: list => `其中 ${list} 使用 xeval 的内置样本，而非正式发布的数据。`,
    sampling: (seed, stratify) =>
      `样本按随机种子 ${seed} 与样本 ID 的哈希值不放回抽取${stratify === undefined ? '' : `，并按 ${stratify} 分层，各层按比例抽取`}。`,
    answers: (epochs, parameters, maxTokens) =>
      `每个样本回答 ${epochs} 次（采样参数：${parameters}；${maxTokens === undefined ? '输出长度由服务器决定' : `输出至多 ${maxTokens} 个词元`}）。`,
    recorded: (models, all) =>
      `${all ? '回答' : `${models} 的回答`}系在别处预先录制，从文件读入；其采样方式和词元上限未知。`,
    cached: list => `以下回答取自缓存，未重新请求：${list}。`,
    cachedOf: (model, cached, of) => `${model}（${of} 条中的 ${cached} 条）`,
    prompts: list => `提示词的 SHA-256：${list}。`,
    noPrompts: '样本原样发送，未附加提示词。',
    judged: list => `回答的评判：${list}。`,
    judge: (benchmarks, judge, version, by) => `${judge} v${version}（${by}；用于 ${benchmarks}）`,
    byPeople: more => ['人工评分', ...more].join('，'),
    byRules: source => `内置规则，${source}`,
    byModel: (model, source, more) => [`模型 ${model}`, `提示词来源 ${source}`, ...more].join('，'),
    scale: (min, max) => `评分范围 ${min}–${max}`,
    judgePrompts: list => `评判提示词的 SHA-256：${list}。`,
    upstreamParsing: '评判者的回复按原作者的宽松规则解析。',
    pairing: (intervals, tests) =>
      `两次运行按样本 ID 配对，仅取两次均已计分的样本；差值为微调后减微调前，给出 95% 置信区间（${intervals}）和双侧检验（${tests}）。`,
    nothing: '没有样本在两次运行中均已计分，因此未作比较。',
    adjusted: (tests, alpha, how) =>
      `${tests === 1 ? '唯一的 p 值' : `${tests} 个 p 值经 ${how === 'BH' ? 'Benjamini–Hochberg 法（1995，探索性）' : 'Holm 法（1979）'}校正后`}按显著性水平 ${alpha} 得出结论；未达到该水平的差值称为“尚无定论”，而不称为“没有差异”。`,
    mean: test =>
      `套件平均值对各基准取等权；其置信限由 MOVER 法（Zou & Donner 2008）得出，两组各自的置信限取 MOVER 与合并得分区间中较远的一个；检验方法：${test}。`,
    bounds:
      '缺失的回答不假定为随机缺失：上下界分别按最差与最好两种情形补全（Horowitz & Manski 2000），在上下界处不再成立的结论均有标注。',
    estimand: '置信区间与检验针对这些题目所代表的总体（超总体），而不限于这些题目本身。',
    fixed: '每题有多条回答时，还给出仅针对这些题目本身的置信区间，由题内方差得出（Miller 2024）。',
    primary: endpoint =>
      `主要终点：${endpoint}，首先以全部显著性水平检验；仅当其显著时，才对其余各项下结论（序贯守门法；Dmitrienko & Tamhane 2007）。`,
    conjunction:
      '至少有多少个基准发生变化，由部分合取检验得出（Bonferroni；Benjamini & Heller 2008，Dror et al. 2017），变好与变差各作单侧检验。',
    margins: list =>
      `非劣效界值：${list}；由置信区间反推，按单侧 α/2 水平检验，二分类得分的检验不宽松于 Tango 得分检验（1998）。`,
    onScale: (figure, scale) => `${figure} 分（${scale}）`,
    intervals: methods => `置信水平为 95%（${methods}）。`,
    failures: list => `失败一律不计入得分：${list}。`,
    failure: (benchmark, errored, unscored) =>
      `${benchmark} 有 ${errored} 个样本没有回答，${unscored} 个没有可读的评判结果`,
    noFailures: '所有样本均有回答和得分。',
    forced: list => `除模型外，两次运行还有以下差异：${list}。`,
    list: '、',
    clause: '；',
  },
}
