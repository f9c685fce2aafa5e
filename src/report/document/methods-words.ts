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
  adjusted(tests: number, alpha: string, how: 'Holm' | 'BH'): string
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
    demo: 'This is a demonstration on recorded answers; it is no evaluation of any other model.',
    models: (models, suite, version) =>
      `${models.length === 1 ? `We evaluated ${models[0]}` : `We compared ${models[0]} with ${models.slice(1).join(', ')}`} on the suite ${suite}, using xeval ${version}.`,
    data: list => `The data were ${list}.`,
    dataset: (name, dataset, version, n, available, sha) =>
      `${name === dataset ? name : `${name} (${dataset})`} v${version} with ${n} of ${available} samples (SHA-256 ${sha})`,
    bundled: list => `For ${list} these are the samples bundled with xeval, not the published data.`,
    sampling: (seed, stratify) =>
      `Samples were drawn without replacement by a hash of seed ${seed} and sample id${stratify === undefined ? '' : `, in proportion within each value of ${stratify}`}.`,
    answers: (epochs, parameters, maxTokens) =>
      `Each sample was answered ${epochs === 1 ? 'once' : `${epochs} times`} (sampling parameters: ${parameters}; ${maxTokens === undefined ? 'output as long as the server allows' : `at most ${maxTokens} output tokens`}).`,
    recorded: (models, all) =>
      `${all ? 'The answers' : `The answers of ${models}`} were recorded elsewhere and read from a file: how they were sampled, and within which token limit, is not known here.`,
    cached: list => `Answers taken from the cache instead of being asked for anew: ${list}.`,
    cachedOf: (model, cached, of) => `${model} ${cached} of ${of}`,
    prompts: list => `Prompts by SHA-256: ${list}.`,
    noPrompts: 'Samples were sent as they are, without a prompt around them.',
    judged: list => `Answers were judged by ${list}.`,
    judge: (benchmarks, judge, version, by) => `${judge} v${version} (${by}) for ${benchmarks}`,
    byPeople: more => ['ratings by people', ...more].join(', '),
    byRules: source => `embedded rules, ${source}`,
    byModel: (model, source, more) => [`model ${model}`, `asked with ${source}`, ...more].join(', '),
    scale: (min, max) => `on a scale of ${min}–${max}`,
    judgePrompts: list => `Judge prompts by SHA-256: ${list}.`,
    upstreamParsing: "Judge replies were read by the authors' own lenient rule.",
    pairing: (intervals, tests) =>
      `Runs were paired by sample id over the samples scored in both; differences are after minus before with 95% intervals (${intervals}) and two-sided tests (${tests}).`,
    nothing: 'No sample was scored in both runs, so that nothing was compared.',
    adjusted: (tests, alpha, how) =>
      `The ${tests === 1 ? 'one p-value decides' : `${tests} p-values were adjusted by ${how === 'BH' ? "Benjamini and Hochberg's method (1995; exploratory)" : "Holm's method (1979)"} and decide`} at ${alpha}; a difference that does not reach it is called inconclusive, never absent.`,
    mean: test =>
      `The suite’s mean weighs benchmarks alike; its limits are MOVER’s (Zou & Donner 2008), each arm’s the farther of those and a pooled score interval; its test: ${test}.`,
    bounds:
      'Missing answers were not taken to be missing at random: bounds complete them to the worst and the best (Horowitz & Manski 2000), and a verdict that would not stand there is marked.',
    estimand:
      'Intervals and tests are about the population of questions that these are a sample of (super-population), not about these questions alone.',
    fixed:
      'Over several answers to a question the interval for these very questions is given too, from the variance within questions (Miller 2024).',
    primary: endpoint =>
      `The primary endpoint was ${endpoint}, tested first at the whole level; the others were claimed only where it was significant (serial gatekeeping; Dmitrienko & Tamhane 2007).`,
    conjunction:
      'On how many benchmarks the model changed at least was tested by partial conjunction (Bonferroni; Benjamini & Heller 2008, Dror et al. 2017), improvement and regression one-sided.',
    margins: list =>
      `Non-inferiority margins: ${list}; tested one-sided at α/2 by the interval turned round, of yes/no scores no less strictly than Tango’s score test (1998).`,
    onScale: (figure, scale) => `${figure} points ${scale}`,
    intervals: methods => `Intervals are at 95% (${methods}).`,
    failures: list => `A failure was never scored: ${list}.`,
    failure: (benchmark, errored, unscored) =>
      `${benchmark} had ${errored} samples without an answer and ${unscored} without a readable judgment`,
    noFailures: 'Every sample was answered and scored.',
    forced: list => `The runs also differ in other things than the model: ${list}.`,
    list: ', ',
    clause: '; ',
  },
  zh: {
    heading: '方法',
    demo: '这是基于预先录制回答的演示，不是对任何其他模型的评测。',
    models: (models, suite, version) =>
      `我们使用 xeval ${version} 在 ${suite} 套件上${models.length === 1 ? `评测了 ${models[0]}` : `比较了 ${models[0]} 与 ${models.slice(1).join('、')}`}。`,
    data: list => `数据为 ${list}。`,
    dataset: (name, dataset, version, n, available, sha) =>
      `${name === dataset ? name : `${name}（${dataset}）`} v${version}，取 ${available} 条样本中的 ${n} 条（SHA-256 ${sha}）`,
    bundled: list => `其中 ${list} 用的是 xeval 内置样本，而非已发布的数据。`,
    sampling: (seed, stratify) =>
      `样本按种子 ${seed} 与样本标识的哈希不放回抽取${stratify === undefined ? '' : `，并在 ${stratify} 的各取值内按比例抽取`}。`,
    answers: (epochs, parameters, maxTokens) =>
      `每个样本回答 ${epochs} 次（采样参数：${parameters}；${maxTokens === undefined ? '输出长度由服务器决定' : `输出至多 ${maxTokens} 个词元`}）。`,
    recorded: (models, all) =>
      `${all ? '回答' : `${models} 的回答`}为他处预先录制，由文件读入；其采样方式和词元上限在此无从得知。`,
    cached: list => `以下回答取自缓存，未重新生成：${list}。`,
    cachedOf: (model, cached, of) => `${model} 为 ${of} 条中的 ${cached} 条`,
    prompts: list => `提示词的 SHA-256：${list}。`,
    noPrompts: '样本原样发送，未加提示词。',
    judged: list => `回答由 ${list} 评判。`,
    judge: (benchmarks, judge, version, by) => `${judge} v${version}（${by}；用于 ${benchmarks}）`,
    byPeople: more => ['人工评分', ...more].join('，'),
    byRules: source => `内置规则，${source}`,
    byModel: (model, source, more) => [`模型 ${model}`, `提示来源 ${source}`, ...more].join('，'),
    scale: (min, max) => `量表为 ${min}–${max}`,
    judgePrompts: list => `评判提示词的 SHA-256：${list}。`,
    upstreamParsing: '评判者的回复按原作者的宽松规则读取。',
    pairing: (intervals, tests) =>
      `两次运行按样本标识配对，仅取均已评分的样本；差值为微调后减微调前，附 95% 区间（${intervals}）和双侧检验（${tests}）。`,
    nothing: '没有样本在两次运行中均已评分，因此没有进行比较。',
    adjusted: (tests, alpha, how) =>
      `${tests === 1 ? '唯一的 p 值' : `${tests} 个 p 值经 ${how === 'BH' ? 'Benjamini–Hochberg 法（1995，探索性）' : 'Holm 法（1979）'}校正后`}以 ${alpha} 为判定水平；未达到者称为“尚无定论”，而不称为“没有差异”。`,
    mean: test =>
      `套件平均对各基准等权；其界限用 MOVER（Zou & Donner 2008），单侧各取 MOVER 与合并得分区间中较远者；检验：${test}。`,
    bounds:
      '缺失的回答不视为随机缺失：界限按最差与最好两种情形补全（Horowitz & Manski 2000），在界限处不成立的结论均有标注。',
    estimand: '区间与检验针对这些题目所代表的题目总体（超总体），而非仅针对这些题目本身。',
    fixed: '每题有多个回答时，另给出仅针对这些题目的区间，由题内方差得出（Miller 2024）。',
    primary: endpoint =>
      `主要终点为${endpoint}，先以全部水平检验；仅当其显著时才对其余各项作结论（序贯守门；Dmitrienko & Tamhane 2007）。`,
    conjunction:
      '“至少在多少个基准上有变化”以部分合取检验判定（Bonferroni；Benjamini & Heller 2008，Dror et al. 2017），变好与变差各作单侧检验。',
    margins: list => `非劣效界值：${list}；以区间反演在单侧 α/2 水平检验，二分得分不宽于 Tango 得分检验（1998）。`,
    onScale: (figure, scale) => `${figure} 分（${scale}）`,
    intervals: methods => `区间为 95%（${methods}）。`,
    failures: list => `失败从不计为分数：${list}。`,
    failure: (benchmark, errored, unscored) =>
      `${benchmark} 有 ${errored} 个样本没有回答，${unscored} 个没有可读的判定`,
    noFailures: '所有样本均已回答并评分。',
    forced: list => `除模型外，两次运行还有以下差异：${list}。`,
    list: '、',
    clause: '；',
  },
}
