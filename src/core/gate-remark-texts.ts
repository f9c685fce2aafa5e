import type { AnswerNote } from './answer/notes.ts'
import type { Sentence } from './remark-words.ts'
import type { Language } from './wording.ts'

/** What is said beside a gate's verdict. */
export const gateTexts = {
  'bundled-left-out': {
    en: v =>
      `${v('names')}: only bundled samples, left out of the gate; get the data with: xeval pull ${v('datasets')}`,
    zh: v => `${v('names')}：只有内置样本，不纳入门禁；可用 xeval pull ${v('datasets')} 获取数据`,
  },
  'not-in-runs': {
    en: v => `the policy names ${v('names')}, which neither run has`,
    zh: v => `门禁策略中的 ${v('names')} 在两次运行中均不存在`,
  },
  'no-repeat': {
    en: v =>
      `${v('names')}: the run of --aa did not ask these again, so that their intervals are not widened by its noise`,
    zh: v => `${v('names')}：--aa 的运行未重问这些基准，其区间未按噪声加宽`,
  },
  'large-improvement': {
    en: v =>
      `${v('benchmark')}: better by ${v('gain')}, more than the margin; a broken extractor or a changed judge can also cause this. Before → after: ${seen(v, 'en')}. Read some of the flips`,
    zh: v =>
      `${v('benchmark')}：提高 ${v('gain')}，超过界值；答案提取出错或评判方式改变也会导致这种结果。微调前 → 微调后：${seen(v, 'zh')}。请抽查若干结果变化的样本`,
  },
} as const satisfies Record<string, Sentence>

/** What was counted in both runs, and changed perhaps; what nobody counted is not named. */
function seen(value: (name: string) => string | number, language: Language): string {
  const counted = Object.entries(countedTexts).filter(([code]) => value(code) !== '')
  return counted.map(([code, texts]) => `${texts[language]} ${value(code)}`).join(language === 'zh' ? '，' : ', ')
}

const countedTexts: Readonly<Record<AnswerNote | 'unscored' | 'tokens', Record<Language, string>>> = {
  'cut-off': { en: 'cut off', zh: '被截断' },
  'unclosed-thought': { en: 'unclosed thoughts', zh: '思考未结束' },
  'run-on': { en: 'run on past their end', zh: '结束后继续生成' },
  'template-token': { en: 'with template tokens', zh: '含对话模板词元' },
  'left-over-mark': { en: 'with left-over tags', zh: '残留思考标签' },
  'filled-limit': { en: 'as long as the limit', zh: '达到词元上限' },
  'no-finish-reason': { en: 'without a finish reason', zh: '没有结束原因' },
  'uncounted-thoughts': { en: 'thoughts not counted', zh: '思考未计入词元数' },
  'no-token-count': { en: 'without a token count', zh: '没有词元计数' },
  unscored: { en: 'unscored', zh: '未计分' },
  tokens: { en: 'tokens an answer', zh: '每条回答的词元数' },
}
