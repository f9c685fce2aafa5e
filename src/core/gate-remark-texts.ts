import type { Sentence } from './remark-words.ts'

/** What is said beside a gate's verdict. */
export const gateTexts = {
  'bundled-left-out': {
    en: v => `${v('names')}: only bundled samples, left out of the gate; xeval pull ${v('datasets')} gets the data`,
    zh: v => `${v('names')}：只有内置样本，不纳入门禁；可用 xeval pull ${v('datasets')} 获取数据`,
  },
  'not-in-runs': {
    en: v => `the policy names ${v('names')}, which neither run has`,
    zh: v => `门禁策略中的 ${v('names')} 在两次运行中均不存在`,
  },
  'large-improvement': {
    en: v =>
      `${v('benchmark')}: better by ${v('gain')}, more than the margin; a broken extractor or a judge that changed can do that as well. Before → after: ${v('seen')}. Read some of the flips`,
    zh: v =>
      `${v('benchmark')}：提高 ${v('gain')}，超过界值；答案提取出错或评判方式改变也会导致这种结果。微调前 → 微调后：${v('seen')}。请抽查若干结果变化的样本`,
  },
} as const satisfies Record<string, Sentence>
