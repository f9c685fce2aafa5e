/** What the terminal says of a plan. */
export const planWords = {
  en: {
    costs: ['benchmark', 'n', 'requests', 'judge', 'tokens in/out', 'US$', 'time'],
    detects: ['benchmark', 'n', 'flips', 'detects'],
    effects: ['benchmark', 'difference', 'samples needed', 'planned'],
    gates: power => ['benchmark', 'margin', 'passes', `samples for ${power}`],
    bundled: n => `${n} bundled`,
    groups: (groups, n) => `${groups} groups (${n})`,
    inGroups: groups => `${groups} groups`,
    unknown: 'unknown',
    none: '–',
    nothing: 'nothing',
    noNumber: '∞',
    total: (models, judges) => `Total: ${models + judges} requests (${models} to models, ${judges} to judges)`,
    tokens: (input, output) => `${input}/${output} tokens`,
    duration: seconds =>
      seconds < 120
        ? `${seconds} s`
        : seconds < 7200
          ? `${Math.ceil(seconds / 60)} min`
          : `${(seconds / 3600).toFixed(1)} h`,
    probed: (requests, input, output) => `The probe itself took ${requests} requests, ${input}/${output} tokens.`,
    judges: names => `Judges: ${names}.`,
    prices: date => `Prices of ${date}.`,
    unpriced: names => ` No price for ${names}: pass a price list with --prices.`,
    unmeasured:
      'For tokens, price and time, pass --from RUN (an earlier run) or\n--probe (sends 5 samples per benchmark, at your cost).',
    can: (power, level) =>
      `Smallest difference that these samples can detect (${power} power, two-sided${level === undefined ? '' : ` α ${level}`}):`,
    level: (alpha, family) => (family === 1 ? alpha : `${alpha}/${family}`),
    levels: 'α',
    toShow: power => `Samples needed to detect a difference with ${power} power:`,
    toPass: 'Probability that an unchanged model passes the gate:',
    seen: (benchmark, difference, low, high) =>
      `${benchmark}: the earlier runs differ by ${difference}. Detecting the true difference takes an\n  estimated ${high === undefined ? `${low} samples or more; no upper limit can be given` : `${low} to ${high} samples`}.`,
    assumed:
      'The flip rate is an assumption: two models that are correct on three of four\nquestions and correlate at 0.5 differ on about 20% (range: 10–30%). Set it with\n--flips, or take it from an earlier pair of runs with --from RUN.',
    given: 'The flip rate is that given with --flips.',
    fromRun: run => `The flip rate and the variance, with 95% limits, are those of\n${run} and its partner.`,
    spreadUnknown:
      'For scores that are not rates, the variance is known only from an earlier pair of\nruns (--from RUN).',
    clusters: 'Samples of one group count as one, because they are not independent.',
    together: ' Without an\nearlier run they are assumed to change together.',
    fewerEpochs:
      'The gain from more answers per question is unknown: --aa-flips, or an earlier\npair of runs with several epochs, shows how many of the flips are noise.',
    separator: ', ',
    stop: '.',
  },
  zh: {
    costs: ['基准', 'n', '请求', '评判', '输入/输出词元', '美元', '时间'],
    detects: ['基准', 'n', '变化率', '可检出的差值'],
    effects: ['基准', '差值', '所需样本数', '计划'],
    gates: power => ['基准', '界值', '通过率', `通过率 ${power} 所需样本数`],
    bundled: n => `${n}（内置）`,
    groups: (groups, n) => `${groups} 组（${n} 个）`,
    inGroups: groups => `${groups} 组`,
    unknown: '未知',
    none: '–',
    nothing: '无',
    noNumber: '∞',
    total: (models, judges) => `共 ${models + judges} 次请求（模型 ${models} 次，评判者 ${judges} 次）`,
    tokens: (input, output) => `输入/输出 ${input}/${output} 个词元`,
    duration: seconds =>
      seconds < 120
        ? `${seconds} 秒`
        : seconds < 7200
          ? `${Math.ceil(seconds / 60)} 分钟`
          : `${(seconds / 3600).toFixed(1)} 小时`,
    probed: (requests, input, output) => `试跑本身用了 ${requests} 次请求，输入/输出 ${input}/${output} 个词元。`,
    judges: names => `评判者：${names}。`,
    prices: date => `价格截至 ${date}。`,
    unpriced: names => `没有 ${names} 的价格：请用 --prices 给出价格文件。`,
    unmeasured:
      '要估计词元数、价格和时间，请加 --from RUN（以前的运行）或 --probe（每个基准试跑\n5 个样本，会产生费用）。',
    can: (power, level) =>
      `这些样本能检出的最小差值（检验效能 ${power}，双侧${level === undefined ? '检验' : ` α ${level}`}）：`,
    level: (alpha, family) => (family === 1 ? alpha : `${alpha}/${family}`),
    levels: 'α',
    toShow: power => `以 ${power} 的检验效能检出该差值所需的样本数：`,
    toPass: '毫无变化的模型通过门禁的概率：',
    seen: (benchmark, difference, low, high) =>
      `${benchmark}：以前的运行相差 ${difference}。据此估计，检出真实差值需要\n  ${high === undefined ? `至少 ${low} 个样本，上限无法给出` : `${low} 至 ${high} 个样本`}。`,
    assumed:
      '变化率为假定值：两个模型的正确率均为四分之三、相关系数为 0.5 时，约有 20% 的样本\n结果不同（范围 10–30%）。可用 --flips 给出预期值，或用 --from RUN 取自以前的一对运行。',
    given: '变化率由 --flips 给出。',
    fromRun: run => `变化率与离散程度（及其 95% 置信限）取自\n${run} 及与其配对的运行。`,
    spreadUnknown: '得分不是比率时，只能由以前的一对运行（--from RUN）得知其离散程度。',
    clusters: '同组样本按一个计：它们共有的信息只算一次。',
    together: '没有以前的运行时，\n假定同组样本同时变化。',
    fewerEpochs: '增加每题回答次数的收益未知：可用 --aa-flips 或以前的一对多轮次运行，\n得知变化中有多少只是噪声。',
    separator: '，',
    stop: '。',
  },
} as const satisfies Record<'en' | 'zh', PlanWords>

export interface PlanWords {
  costs: readonly string[]
  detects: readonly string[]
  effects: readonly string[]
  gates(power: string): readonly string[]
  bundled(n: number): string
  groups(groups: number, n: number): string
  inGroups(groups: string): string
  unknown: string
  none: string
  nothing: string
  noNumber: string
  total(models: number, judges: number): string
  tokens(input: number, output: number): string
  duration(seconds: number): string
  probed(requests: number, input: number, output: number): string
  judges(names: string): string
  prices(date: string): string
  unpriced(names: string): string
  unmeasured: string
  can(power: string, level: string | undefined): string
  levels: string
  level(alpha: string, family: number): string
  toShow(power: string): string
  toPass: string
  seen(benchmark: string, difference: string, low: string, high: string | undefined): string
  assumed: string
  given: string
  fromRun(run: string): string
  spreadUnknown: string
  clusters: string
  together: string
  fewerEpochs: string
  separator: string
  stop: string
}
