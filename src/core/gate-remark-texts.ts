import type { Sentence } from './remark-words.ts'

/** What is said beside a gate's verdict. */
export const gateTexts = {
  'bundled-left-out': {
    en: v =>
      `${v('names')}: only bundled samples, left out of the gate; get the data with: xeval pull ${v('datasets')}`,
    zh: v => `${v('names')}：只有内置样本，不参与判定；用 xeval pull ${v('datasets')} 获取数据`,
  },
  'not-in-runs': {
    en: v => `the policy names ${v('names')}, which neither run has`,
    zh: v => `策略中的 ${v('names')} 不在任何一次运行中`,
  },
  'large-improvement': {
    en: v =>
      `${v('benchmark')}: better by ${v('gain')}, more than the margin; a broken extractor or a changed judge can also cause this. Before → after: ${v('seen')}. Read some of the flips`,
    zh: v =>
      `${v('benchmark')}：提高 ${v('gain')}，超过界值；答案提取出错或评判方式改变也会造成这种结果。微调前 → 微调后：${v('seen')}。请抽查一些变化的样本`,
  },
} as const satisfies Record<string, Sentence>
