import { inChinese, type Sentence } from './remark-words.ts'
import type { Language } from './wording.ts'

/** What is said of figures, answers and judgments. */
export const figureTexts = {
  'none-changed': {
    en: v => `none of the ${v('n')} pairs changed; the interval shows which differences remain possible`,
    zh: v => `${v('n')} 对样本均无变化；差值仍可能的范围见置信区间`,
  },
  'nothing-scored': { en: () => 'no sample is scored in both runs', zh: () => '没有样本在两次运行中均已计分' },
  'none-shared': {
    en: v => `the runs share no sample: ${v('before')} are only in the run before, ${v('after')} only in the run after`,
    zh: v => `两次运行没有共同样本：${v('before')} 个仅见于微调前的运行，${v('after')} 个仅见于微调后的运行`,
  },
  'only-before': { en: () => 'only the run before has this benchmark', zh: () => '只有微调前的运行包含此基准' },
  'only-after': { en: () => 'only the run after has this benchmark', zh: () => '只有微调后的运行包含此基准' },
  'one-sample': {
    en: () => `one sample cannot show a difference: at least two independent samples are needed`,
    zh: () => '单个样本无法显示差异：至少需要两个独立样本',
  },
  'one-group': {
    en: v => `${v('n')} samples of one group cannot show a difference: at least two independent samples are needed`,
    zh: v => `同属一组的 ${v('n')} 个样本无法显示差异：至少需要两个独立样本`,
  },
  'all-equal': {
    en: v =>
      `all ${v('n')} differences are equal: the interval has no width, because these samples contain no information on its uncertainty`,
    zh: v => `${v('n')} 个差值全部相等：样本中没有可供估计不确定性的信息，因此置信区间的宽度为零`,
  },
  'few-clusters': {
    en: v =>
      `${v('clusters')} groups of uneven size, equivalent to ${v('effective')} of equal size, are few: the interval is approximate`,
    zh: v => `共 ${v('clusters')} 组，因大小不一，仅相当于 ${v('effective')} 个等大的组，数量偏少：置信区间较粗略`,
  },
  'one-rater': {
    en: v => `only one rater: the interval covers other questions, but not other raters${allEqual(v, 'en')}`,
    zh: v => `仅有一名评分者：置信区间只能推广到其他题目，不能推广到其他评分者${allEqual(v, 'zh')}`,
  },
  'raters-apart': {
    en: v =>
      `the raters share too few questions to separate raters from questions: the interval covers other questions, but not other raters${allEqual(v, 'en')}`,
    zh: v => `各评分者共同评过的题目过少，无法区分评分者与题目的影响：置信区间只能推广到其他题目${allEqual(v, 'zh')}`,
  },
  'no-primary': {
    en: v => `the primary endpoint (${v('primary')}) has no figure here, so no conclusion is drawn about the others`,
    zh: v => `主要终点（${inChinese(v('primary'))}）没有数值，因此对其余各项不下结论`,
  },
  'little-overlap': {
    en: v =>
      `${v('benchmark')}: the runs share only ${v('pairs')} samples (${v('before')} before, ${v('after')} after); the difference covers only these`,
    zh: v =>
      `${v('benchmark')}：两次运行只有 ${v('pairs')} 个共同样本（微调前 ${v('before')} 个，微调后 ${v('after')} 个）；差值仅由这些样本得出`,
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
    en: v => `${counted(v, 'en')} answers consist of reasoning that never ends, without an answer`,
    zh: v => `${counted(v, 'zh')}只有未结束的思考，没有答案`,
  },
  'answers-run-on': {
    en: v =>
      `${counted(v, 'en')} answers continue past their own end of turn; the text after it was removed. Check the end-of-turn (stop) token of the fine-tuned model`,
    zh: v =>
      `${counted(v, 'zh')}在模型输出结束符之后仍继续生成，其后的内容已去除。请检查微调后模型的结束符（stop token）`,
  },
  'answers-template-token': {
    en: v => `${counted(v, 'en')} answers contained template tokens such as end-of-turn, which were removed`,
    zh: v => `${counted(v, 'zh')}含有对话模板的特殊词元（如结束符），已去除`,
  },
  'answers-left-over-mark': {
    en: v => `${counted(v, 'en')} answers still contain a reasoning tag or template token, and were judged with it`,
    zh: v => `${counted(v, 'zh')}中间仍留有思考标签或模板词元，评判时未去除`,
  },
  'answers-filled-limit': {
    en: v =>
      `${counted(v, 'en')} answers fill the token limit exactly, although the server reports a normal end: they may have been cut off`,
    zh: v => `${counted(v, 'zh')}恰好达到词元上限，而服务器报告为正常结束：这些回答可能已被截断`,
  },
  'answers-no-finish-reason': {
    en: v =>
      `${counted(v, 'en')} answers have no finish reason: it is unknown whether they were cut off, and they are judged as complete`,
    zh: v => `${counted(v, 'zh')}没有结束原因（finish reason）：无法得知是否被截断，均按完整回答评判`,
  },
  'answers-uncounted-thoughts': {
    en: v =>
      `${counted(v, 'en')} answers have far more reasoning than counted tokens: the server counts only the answer, so token figures and budgets are too low`,
    zh: v => `${counted(v, 'zh')}的思考远长于所报告的词元数：服务器只计答案的词元，因此词元数与预算用量均偏低`,
  },
  'answers-same-length': {
    en: v =>
      `${v('benchmark')}: ${v('n')} answers end at exactly ${v('tokens')} tokens and none is longer: the server seems to cut them off there without reporting it`,
    zh: v =>
      `${v('benchmark')}：有 ${v('n')} 条回答恰好在 ${v('tokens')} 个词元处结束，且没有更长的回答：服务器似乎在此处截断而未告知`,
  },
  'judge-fails-in-arm': {
    en: v =>
      `${v('benchmark')}: judgments are ${failures[v('failure')]?.en ?? v('failure')} in one run only for ${v('before')} samples before and ${v('after')} after, more than by chance (exact McNemar test, p < 0.05)`,
    zh: v =>
      `${v('benchmark')}：仅在一次运行中评判${failures[v('failure')]?.zh ?? v('failure')}的样本，微调前 ${v('before')} 个，微调后 ${v('after')} 个，并非偶然（精确 McNemar 检验，p < 0.05）`,
  },
  'judge-fails-on-label': {
    en: v =>
      `${v('benchmark')}: of ${v('n')} samples whose judgment ${v('side')} is ${failures[v('failure')]?.en ?? v('failure')}, the other run labels ${v('k')} “${v('label')}”, compared with ${v('share')} of the remaining samples (Fisher’s exact test, p < 0.05): they are not missing at random`,
    zh: v =>
      `${v('benchmark')}：${inChinese(v('side'))}评判${failures[v('failure')]?.zh ?? v('failure')}的 ${v('n')} 个样本中，有 ${v('k')} 个在另一次运行中评为“${v('label')}”，而其余样本的这一比例为 ${v('share')}（Fisher 精确检验，p < 0.05）：缺失并非随机`,
  },
  'epochs-at-zero': {
    en: v =>
      `${v('epochs')} answers per sample at temperature 0: they may all be identical and would then not show how much answers vary`,
    zh: v => `每个样本有 ${v('epochs')} 条回答，而温度为 0：这些回答可能完全相同，因此无法反映回答的波动`,
  },
  'interrupted-run': {
    en: v => `${v('id')} is not complete (${v('status')}): only the samples finished so far are included`,
    zh: v => `${v('id')} 未完成（${inChinese(v('status'))}）：仅含已完成的样本`,
  },
} as const satisfies Record<string, Sentence>

/** Follows another remark where the interval has no width. */
function allEqual(v: (name: string) => string | number, language: Language): string {
  if (v('equal') === 0) return ''
  return language === 'zh'
    ? `；${v('equal')} 个差值全部相等，因此置信区间的宽度为零`
    : `; all ${v('equal')} differences are equal, so it has no width`
}

/** `simpleqa: 3 of 40`, or of two runs `simpleqa: 3 of 40 before and 0 of 40 after:`. */
function counted(v: (name: string) => string | number, language: Language): string {
  const isPair = v('before') !== ''
  if (language === 'zh') {
    const both = `微调前 ${v('ofBefore')} 条中的 ${v('before')} 条、微调后 ${v('ofAfter')} 条中的 ${v('after')} 条回答`
    return `${v('benchmark')}：${isPair ? both : `${v('of')} 条中的 ${v('n')} 条回答`}`
  }
  return isPair
    ? `${v('benchmark')}: ${v('before')} of ${v('ofBefore')} before and ${v('after')} of ${v('ofAfter')} after:`
    : `${v('benchmark')}: ${v('n')} of ${v('of')}`
}

const failures: Readonly<Record<string, Record<Language, string>>> = {
  'truncated-judgment': { en: 'cut off', zh: '被截断' },
  'withheld-judgment': { en: 'withheld by the judge’s provider', zh: '被评判模型的服务商拦截' },
  'unparsable-judgment': { en: 'unreadable', zh: '无法读取' },
}
