import { inChinese, type Sentence } from './remark-words.ts'
import type { Language } from './wording.ts'

/** What is said of figures, answers and judgments. */
export const figureTexts = {
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
  'one-rater': {
    en: v =>
      `one rater: the interval is of other questions only, and says nothing of what other raters would give${allEqual(v, 'en')}`,
    zh: v => `仅有一名评分者：区间只反映换成其他题目时的变化，不反映换成其他评分者时的变化${allEqual(v, 'zh')}`,
  },
  'raters-apart': {
    en: v =>
      `the raters share too few questions to tell raters from questions: the interval is of other questions only${allEqual(v, 'en')}`,
    zh: v => `各评分者共同评过的题目过少，无法区分评分者与题目：区间只反映换成其他题目时的变化${allEqual(v, 'zh')}`,
  },
  'no-primary': {
    en: v => `the primary endpoint (${v('primary')}) has no figure here, so that nothing is claimed of the others`,
    zh: v => `主要终点（${inChinese(v('primary'))}）在此没有数值，因此对其余各项均不作结论`,
  },
  'little-overlap': {
    en: v =>
      `${v('benchmark')}: the runs share only ${v('pairs')} samples, of ${v('before')} before and ${v('after')} after; the difference is over those`,
    zh: v =>
      `${v('benchmark')}：两次运行只有 ${v('pairs')} 个共同样本（微调前 ${v('before')} 个，微调后 ${v('after')} 个）；差值仅取这些样本`,
  },
  weighted: {
    en: () => `weighted by strata, whose shares in the sample are not those of the data`,
    zh: () => `按层加权：各层在样本中的占比与其在数据中的不同`,
  },
  'strata-left-out': {
    en: v =>
      `${v('benchmark')}: of ${v('of')} values of ${v('key')} ${v('k')} have no sample (${v('names')}), ${v('share')} of the data: the figures say nothing of them`,
    zh: v =>
      `${v('benchmark')}：${v('key')} 的 ${v('of')} 个取值中有 ${v('k')} 个没有样本（${v('names')}），占数据的 ${v('share')}：各数值不涉及这一部分`,
  },
  nested: {
    en: v =>
      `${v('benchmark')}: one run took fewer samples by the same rule, ${v('before')} before and ${v('after')} after; the ${v('pairs')} that both took decide, and the others count as not asked, not as missing`,
    zh: v =>
      `${v('benchmark')}：一次运行按同一规则抽取了较少的样本（微调前 ${v('before')} 个，微调后 ${v('after')} 个）；结论取决于两次共有的 ${v('pairs')} 个，其余样本本就未提问，不作缺失处理`,
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
  'answers-filled-limit': {
    en: v =>
      `${counted(v, 'en')} answers are as long as the token limit allows, though the server says that they ended by themselves: it may have cut them off`,
    zh: v => `${counted(v, 'zh')}恰好用满词元上限，而服务器称其自行结束：这些回答可能被截断`,
  },
  'answers-no-finish-reason': {
    en: v =>
      `${counted(v, 'en')} answers came without a finish reason: whether they were cut off is not known, and they are judged as whole ones`,
    zh: v => `${counted(v, 'zh')}没有结束原因：是否被截断不得而知，均按完整回答评判`,
  },
  'answers-uncounted-thoughts': {
    en: v =>
      `${counted(v, 'en')} answers have far more thoughts than the tokens that were counted: the server counts the answer alone, so that figures of tokens, and budgets, are too low`,
    zh: v => `${counted(v, 'zh')}的思考远多于所计的词元数：服务器只计答案，因此词元数与预算均偏低`,
  },
  'answers-same-length': {
    en: v =>
      `${v('benchmark')}: ${v('n')} answers end at exactly ${v('tokens')} tokens, and none is longer: the server seems to cut off there in silence`,
    zh: v =>
      `${v('benchmark')}：有 ${v('n')} 条回答恰好在 ${v('tokens')} 个词元处结束，且没有更长的：服务器似乎在该处悄然截断`,
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
} as const satisfies Record<string, Sentence>

/** Follows another remark where the interval has no width. */
function allEqual(v: (name: string) => string | number, language: Language): string {
  if (v('equal') === 0) return ''
  return language === 'zh'
    ? `；${v('equal')} 个差值全部相等，区间没有宽度`
    : `; all ${v('equal')} differences are equal, so that it has no width`
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
