import type { Wording } from '../core/wording.ts'

/** What is looked for in each row. A fault is to be mended or left out; a note is counted. */
export const rules = {
  empty: { kind: 'fault', says: { en: 'no question or no response', zh: '缺少问题或回答' } },
  image: { kind: 'fault', says: { en: 'the question depends on an image', zh: '题目依赖图像' } },
  proof: { kind: 'fault', says: { en: 'the question asks for a proof', zh: '证明题' } },
  truncated: { kind: 'fault', says: { en: 'the response breaks off', zh: '回答被截断' } },
  looping: { kind: 'fault', says: { en: 'the response repeats itself', zh: '回答陷入重复' } },
  'mixed-language': {
    kind: 'fault',
    says: { en: 'the response mixes in a language that the question does not have', zh: '回答中混入题目没有的语言' },
  },
  'other-language': { kind: 'fault', says: { en: 'the response is in another language', zh: '回答与题目语言不同' } },
  'no-answer': { kind: 'fault', says: { en: 'no final answer', zh: '没有最终答案' } },
  'not-boxed': {
    kind: 'fault',
    says: { en: 'the final answer is not in \\boxed{}', zh: '最终答案未放在 \\boxed{} 中' },
  },
  'not-numeric': { kind: 'fault', says: { en: 'the final answer is not a number', zh: '最终答案不是数值' } },
  'wrong-answer': {
    kind: 'fault',
    says: { en: 'the final answer differs from the gold answer', zh: '最终答案与标准答案不符' },
  },
  duplicate: {
    kind: 'fault',
    says: { en: 'the same question and response as an earlier row', zh: '问题和回答与前面某行相同' },
  },
  overlap: { kind: 'fault', says: { en: 'a test sample is in the row', zh: '该行含有测试样本' } },
  'same-question': {
    kind: 'note',
    says: { en: 'the question of an earlier row, with another response', zh: '问题与前面某行相同，回答不同' },
  },
  undecided: {
    kind: 'note',
    says: { en: 'the final answer could not be compared with the gold answer', zh: '无法与标准答案比较' },
  },
  reflective: { kind: 'note', says: { en: 'the response checks or corrects itself', zh: '回答中有自我检查或纠正' } },
} as const satisfies Record<string, { kind: 'fault' | 'note'; says: Wording }>

export type Rule = keyof typeof rules

export const ruleNames = Object.keys(rules).filter((name): name is Rule => Object.hasOwn(rules, name))
