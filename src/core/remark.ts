import { z } from 'zod'
import type { Language } from './wording.ts'

const Value = z.union([z.string(), z.number()])

/**
 * What the engine has to say of a comparison, by its code and values: `remarkText` words it.
 *
 * @example
 * const remark: Remark = { code: 'nothing-scored', values: {} }
 * remarkText(remark, 'en') // → 'no sample is scored in both runs'
 */
export const Remark = z.object({
  code: z.enum([
    'none-changed',
    'nothing-scored',
    'none-shared',
    'only-before',
    'only-after',
    'one-sample',
    'one-group',
    'all-equal',
    'few-clusters',
    'no-value',
    'no-metric',
    'differs',
    'other-version',
    'answers-unclosed-thought',
    'answers-run-on',
    'answers-template-token',
    'answers-left-over-mark',
    'judge-fails-in-arm',
    'judge-fails-on-label',
    'interrupted-run',
    'epochs-at-zero',
    'another-answered',
    'several-answered',
    'not-listed',
    'server-changed',
    'one-model',
    'same-weights',
    'cached-by-name',
    'cached-by-weights',
    'all-cached',
    'refused-parameters',
    'judge-refused-parameters',
    'bundled-left-out',
    'not-in-runs',
    'large-improvement',
  ]),
  values: z.record(z.string(), Value),
})
export type Remark = z.infer<typeof Remark>

/**
 * A remark as a sentence.
 *
 * @example
 * remarkText({ code: 'nothing-scored', values: {} }, 'en') // → 'no sample is scored in both runs'
 */
export const remarkText = ({ code, values }: Remark, language: Language): string => {
  const colon = language === 'zh' ? '：' : ': '
  const run = values['run'] === undefined ? '' : `${values['run']}${colon}`
  const arm =
    values['arm'] === undefined ? '' : `${language === 'zh' ? inChinese(values['arm']) : values['arm']}${colon}`
  return run + arm + texts[code][language](name => values[name] ?? '')
}

type Texts = Record<Language, (value: (name: string) => string | number) => string>

const texts: Record<Remark['code'], Texts> = {
  'none-changed': {
    en: v => `none of the ${v('n')} pairs changed; the interval says what that leaves possible`,
    zh: v => `${v('n')} 对样本均无变化；区间给出仍然可能的范围`,
  },
  'nothing-scored': { en: () => 'no sample is scored in both runs', zh: () => '没有样本在两次运行中均已评分' },
  'none-shared': {
    en: v => `the runs share no sample: ${v('before')} are in the run before only, ${v('after')} in the run after only`,
    zh: v => `两次运行没有共同样本：${v('before')} 条仅在微调前的运行中，${v('after')} 条仅在微调后的运行中`,
  },
  'only-before': { en: () => 'only the run before has this benchmark', zh: () => '只有微调前的运行包含此基准' },
  'only-after': { en: () => 'only the run after has this benchmark', zh: () => '只有微调后的运行包含此基准' },
  'one-sample': {
    en: () => `one sample can't show a difference: at least two independent samples are needed`,
    zh: () => '单个样本无法显示差异：至少需要两个独立样本',
  },
  'one-group': {
    en: v => `${v('n')} samples of one group can't show a difference: at least two independent samples are needed`,
    zh: v => `同属一组的 ${v('n')} 个样本无法显示差异：至少需要两个独立样本`,
  },
  'all-equal': {
    en: v =>
      `all ${v('n')} differences are equal: the interval has no width, since nothing in these samples says how sure it is`,
    zh: v => `${v('n')} 个差值全部相等：样本中没有任何信息可供估计不确定性，因此区间没有宽度`,
  },
  'few-clusters': {
    en: v =>
      `${v('clusters')} groups, of uneven size worth ${v('effective')} of one size, are few: the interval is rough`,
    zh: v => `共 ${v('clusters')} 组，因大小不均仅相当于 ${v('effective')} 个等大的组，数量偏少：区间较为粗略`,
  },
  'no-value': {
    en: v => `${v('metric')} has no value on these samples`,
    zh: v => `${v('metric')} 在这些样本上没有数值`,
  },
  'no-metric': { en: () => 'the benchmark has no metric', zh: () => '该基准没有指标' },
  differs: {
    en: v => `${[v('benchmark'), v('what')].filter(Boolean).join(' ')}: ${v('before')} before, ${v('after')} after`,
    zh: v =>
      `${[v('benchmark'), inChinese(v('what'))].filter(Boolean).join(' 的')}：微调前为 ${inChinese(v('before'))}，微调后为 ${inChinese(v('after'))}`,
  },
  'other-version': {
    en: v => `${v('benchmark')} version: ${v('in')} in the runs, ${v('now')} in this xeval`,
    zh: v => `${v('benchmark')} 的版本：运行时为 ${v('in')}，当前 xeval 中为 ${v('now')}`,
  },
  'answers-unclosed-thought': {
    en: v => `${counted(v, 'en')} answers are thoughts that nothing closes, and no answer`,
    zh: v => `${counted(v, 'zh')}只有未闭合的思考，没有答案`,
  },
  'answers-run-on': {
    en: v =>
      `${counted(v, 'en')} answers run on past their own end of turn; what follows it was removed. Check the end-of-turn (stop) token of the fine-tuned model`,
    zh: v =>
      `${counted(v, 'zh')}在模型自己结束轮次之后继续生成，其后的内容已去除。请检查微调后模型的结束符（stop token）`,
  },
  'answers-template-token': {
    en: v => `${counted(v, 'en')} answers held template tokens such as end-of-turn, which were removed`,
    zh: v => `${counted(v, 'zh')}带有对话模板的特殊词元（如结束符），已去除`,
  },
  'answers-left-over-mark': {
    en: v =>
      `${counted(v, 'en')} answers still hold a thinking tag or template token in their midst, and were judged with it`,
    zh: v => `${counted(v, 'zh')}中间仍留有思考标签或模板词元，评判时包含在内`,
  },
  'judge-fails-in-arm': {
    en: v =>
      `${v('benchmark')}: judgments are ${failures[v('failure')]?.en ?? v('failure')} in one run alone for ${v('before')} samples before and ${v('after')} after, which is not chance (exact McNemar, p < 0.05)`,
    zh: v =>
      `${v('benchmark')}：仅在一次运行中评判${failures[v('failure')]?.zh ?? v('failure')}的样本，微调前 ${v('before')} 个，微调后 ${v('after')} 个，并非偶然（精确 McNemar，p < 0.05）`,
  },
  'judge-fails-on-label': {
    en: v =>
      `${v('benchmark')}: of ${v('n')} samples whose judgment ${v('side')} is ${failures[v('failure')]?.en ?? v('failure')}, the other run labels ${v('k')} “${v('label')}”, against ${v('share')} of the others (Fisher’s exact test, p < 0.05): they are not missing at random`,
    zh: v =>
      `${v('benchmark')}：${inChinese(v('side'))}评判${failures[v('failure')]?.zh ?? v('failure')}的 ${v('n')} 个样本中，另一次运行将 ${v('k')} 个标为“${v('label')}”，而其余样本中这一比例为 ${v('share')}（Fisher 精确检验，p < 0.05）：缺失并非随机`,
  },
  'epochs-at-zero': {
    en: v =>
      `${v('epochs')} answers per sample at temperature 0: they may all be the same, and then say nothing about how much answers vary`,
    zh: v => `每个样本 ${v('epochs')} 个回答而温度为 0：这些回答可能完全相同，因而无法反映回答之间的差异`,
  },
  'interrupted-run': {
    en: v => `${v('id')} did not end (${v('status')}): these are the samples that were done by then`,
    zh: v => `${v('id')} 未完成（${inChinese(v('status'))}）：仅含已完成的样本`,
  },
  'another-answered': {
    en: v => `${v('asked')} was asked for, and ${v('served')} answered ${v('n')} of ${v('of')} requests`,
    zh: v => `请求的是 ${v('asked')}，而 ${v('of')} 次回答中有 ${v('n')} 次由 ${v('served')} 给出`,
  },
  'several-answered': {
    en: v => `several models answered in one run: ${v('served')}`,
    zh: v => `一次运行中有多个模型作答：${v('served')}`,
  },
  'not-listed': {
    en: v => `the server does not list ${v('asked')}, only ${v('listed')}`,
    zh: v => `服务器的模型列表中没有 ${v('asked')}，只有 ${v('listed')}`,
  },
  'server-changed': {
    en: v => `the server says something else of its model since ${v('at')}: ${v('what')} ${v('was')}, then ${v('is')}`,
    zh: v => `自 ${v('at')} 起，服务器对其模型的说明有变：${inChinese(v('what'))} 原为 ${v('was')}，后为 ${v('is')}`,
  },
  'one-model': {
    en: v => `one model, ${v('served')}, answered for both arms: this compares a model with itself`,
    zh: v => `微调前后均由同一模型 ${v('served')} 作答：这是模型与自身的比较`,
  },
  'same-weights': {
    en: v => `both runs are of the same weights, ${v('weights')}`,
    zh: v => `两次运行使用同一份权重 ${v('weights')}`,
  },
  'cached-by-name': {
    en: v =>
      `${v('answers')} answers and ${v('judgments')} judgments were taken from the cache of other runs by the model’s name; whether its weights are still the same is not known`,
    zh: v => `${v('answers')} 条回答和 ${v('judgments')} 条评判按模型名称取自其他运行的缓存；其权重是否仍相同不得而知`,
  },
  'cached-by-weights': {
    en: v =>
      `${v('answers')} answers and ${v('judgments')} judgments were taken from the cache of other runs of the same weights`,
    zh: v => `${v('answers')} 条回答和 ${v('judgments')} 条评判取自使用相同权重的其他运行的缓存`,
  },
  'all-cached': {
    en: v => `all ${v('n')} answers were taken from the cache of other runs: this run did not ask the model`,
    zh: v => `全部 ${v('n')} 条回答均取自其他运行的缓存：本次运行没有向模型提问`,
  },
  'refused-parameters': {
    en: v => `the server refuses ${v('names')}: ${v('n')} answers were asked for without`,
    zh: v => `服务器拒绝参数 ${v('names')}：有 ${v('n')} 条回答是在未发送该参数的情况下取得的`,
  },
  'judge-refused-parameters': {
    en: v => `the judge’s server refuses ${v('names')}: ${v('n')} replies of the judge were asked for without`,
    zh: v => `评判模型的服务器拒绝参数 ${v('names')}：有 ${v('n')} 条评判是在未发送该参数的情况下取得的`,
  },
  'bundled-left-out': {
    en: v => `${v('names')}: only bundled samples, left out of the gate; xeval pull ${v('datasets')} gets the data`,
    zh: v => `${v('names')}：只有内置样本，不参与判定；用 xeval pull ${v('datasets')} 获取数据`,
  },
  'not-in-runs': {
    en: v => `the policy names ${v('names')}, which neither run has`,
    zh: v => `策略中的 ${v('names')} 不在任何一次运行中`,
  },
  'large-improvement': {
    en: v =>
      `${v('benchmark')}: better by ${v('gain')}, more than the margin; a broken extractor or a judge that changed can do that as well. Before → after: ${v('seen')}. Read some of the flips`,
    zh: v =>
      `${v('benchmark')}：提高 ${v('gain')}，超过界值；答案提取出错或评判方式改变也会造成这种结果。微调前 → 微调后：${v('seen')}。请抽查一些变化的样本`,
  },
}

/** `simpleqa: 3 of 40`, or of two runs `simpleqa: 3 of 40 before and 0 of 40 after:`. */
function counted(v: (name: string) => string | number, language: Language): string {
  const isPair = v('before') !== ''
  if (language === 'zh') {
    const both = `微调前 ${v('ofBefore')} 条中 ${v('before')} 条、微调后 ${v('ofAfter')} 条中 ${v('after')} 条回答`
    return `${v('benchmark')}：${isPair ? both : `${v('of')} 条中 ${v('n')} 条回答`}`
  }
  return isPair
    ? `${v('benchmark')}: ${v('before')} of ${v('ofBefore')} before and ${v('after')} of ${v('ofAfter')} after:`
    : `${v('benchmark')}: ${v('n')} of ${v('of')}`
}

const failures: Readonly<Record<string, Record<Language, string>>> = {
  'truncated-judgment': { en: 'cut off', zh: '被截断' },
  'withheld-judgment': { en: 'withheld by the judge’s provider', zh: '被评判方的服务商拦截' },
  'unparsable-judgment': { en: 'unreadable', zh: '无法读取' },
}

const inChinese = (text: string | number): string => terms[text] ?? `${text}`

/** What runs can differ in, and what can be said of it besides values. */
const terms: Readonly<Record<string, string>> = {
  none: '无',
  before: '微调前',
  after: '微调后',
  running: '进行中',
  interrupted: '已中断',
  failed: '失败',
  fingerprint: '指纹',
  weights: '权重',
  model: '模型',
  listed: '所列模型',
  size: '大小',
  created: '创建时间',
  ours: '我们的规则',
  'upstream’s': '原作者的规则',
  suite: '套件',
  'sampling parameters': '采样参数',
  focus: '取样范围',
  epochs: '轮数',
  'system prompt': '系统提示词',
  'chat template': '对话模板',
  API: 'API',
  version: '版本',
  dataset: '数据集',
  'sampled ids': '所取样本',
  prompts: '提示词',
  metrics: '指标',
  'scoring rules': '评分规则',
  'token limit': '词元上限',
  judge: '评判者',
  'judge version': '评判者版本',
  'judge model': '评判模型',
  'judge model fingerprint': '评判模型指纹',
  'judge prompts': '评判提示词',
  'judge template': '评判模板',
  'judge API': '评判 API',
  'judge parsing': '评判解析规则',
  'judge parameters': '评判参数',
  'reasoning tags': '思考标签',
}
