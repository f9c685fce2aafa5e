import { z } from 'zod'
import type { Language } from './wording.ts'

/** Why a gate decided as it did, by code and values: `gateReasonText` words it. */
export const GateReason = z.object({
  code: z.enum([
    'ruled-out',
    'ruled-out-no-bounds',
    'worse',
    'worse-anyway',
    'worse-within',
    'moved-within',
    'not-ruled-out',
    'moved',
    'no-answer',
    'no-score',
    'hidden',
    'relative-not-ruled-out',
    'relative-undefined',
    'relative-no-test',
    'missing',
    'missing-bundled',
    'no-limit',
    'not-compared',
    'within-noise',
  ]),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type GateReason = z.infer<typeof GateReason>

export function gateReasonText({ code, values }: GateReason, language: Language): string {
  return texts[code][language](name => values[name] ?? '')
}

/** 21438 → 21,438. */
const grouped = (value: string | number): string => (typeof value === 'number' ? value.toLocaleString('en') : value)

type Say = (value: (name: string) => string | number) => string

const texts: Record<GateReason['code'], Record<Language, Say>> = {
  'ruled-out': { en: () => 'a loss as large as the margin is ruled out', zh: () => '已排除达到界值的损失' },
  'ruled-out-no-bounds': {
    en: () =>
      'the scored answers rule out a loss as large as the margin; how much the missing ones could change this metric is unbounded',
    zh: () => '仅就已计分的回答而言，已排除达到界值的损失；无法给出缺失回答对该指标影响的上下界',
  },
  worse: {
    en: () => 'worse, and a loss as large as the margin is not ruled out',
    zh: () => '变差，且不能排除达到界值的损失',
  },
  'worse-anyway': {
    en: v =>
      `worse, and a loss as large as the margin is not ruled out even if every missing answer went the best way (${v('share')} of the samples have no answer)`,
    zh: v => `变差；即使缺失的回答全部取最有利的结果，也不能排除达到界值的损失（${v('share')} 的样本没有回答）`,
  },
  'worse-within': {
    en: () => 'worse, but a loss as large as the margin is ruled out',
    zh: () => '变差，但在界值内：已排除达到界值的损失',
  },
  'moved-within': {
    en: () => 'changed, but a change as large as the margin is ruled out',
    zh: () => '发生变化，但在界值内：已排除达到界值的变化',
  },
  moved: {
    en: () => 'changed, and a change as large as the margin is not ruled out',
    zh: () => '发生变化，且不能排除达到界值的变化',
  },
  'not-ruled-out': {
    en: v =>
      `a loss as large as the margin is not ruled out${v('needed') === '' ? '' : `; about ${grouped(v('needed'))} pairs would rule it out if the difference stays as it is`}`,
    zh: v =>
      `不能排除达到界值的损失${v('needed') === '' ? '' : `；若差值保持不变，约需 ${grouped(v('needed'))} 对样本才能排除`}`,
  },
  'no-answer': { en: v => `${v('share')} of the samples have no answer`, zh: v => `${v('share')} 的样本没有回答` },
  'no-score': { en: v => `${v('share')} of the samples have no score`, zh: v => `${v('share')} 的样本没有得分` },
  hidden: {
    en: v =>
      `${v('lost') === 0 ? 'missing epochs' : `${v('lost')} missing answers`} could hide a loss as large as the margin (before ${v('before')}, after ${v('after')})`,
    zh: v =>
      `${v('lost') === 0 ? '缺失的轮次' : `缺失的 ${v('lost')} 条回答`}可能掩盖达到界值的损失（微调前 ${v('before')}，微调后 ${v('after')}）`,
  },
  'relative-not-ruled-out': {
    en: v => `a relative loss of ${v('limit')} is not ruled out (up to ${v('worst')})`,
    zh: v => `不能排除相对于微调前达到 ${v('limit')} 的损失（最多可达 ${v('worst')}）`,
  },
  'relative-undefined': {
    en: () => 'the value before is 0 or there are too few samples: a relative loss is undefined',
    zh: () => '微调前的数值为 0，或样本过少：相对损失没有意义',
  },
  'relative-no-test': {
    en: () => 'human ratings: a relative loss cannot be tested; set a margin instead',
    zh: () => '人工评分：不对其相对损失作检验；请改用界值',
  },
  missing: { en: () => 'required, and not compared in both runs', zh: () => '该基准为必需，但无法在两次运行之间比较' },
  'missing-bundled': {
    en: v => `required, but only the bundled sample was run: xeval pull ${v('dataset')}`,
    zh: v => `该基准为必需，但只运行了内置样本：xeval pull ${v('dataset')}`,
  },
  'no-limit': { en: () => 'no margin to hold it against', zh: () => '没有可供对照的界值' },
  'not-compared': { en: v => `${v('en')}`, zh: v => `${v('zh')}` },
  'within-noise': {
    en: () => 'worse, but two runs of one model differ as much (--aa), so the loss is uncertain',
    zh: () => '变差，但同一模型的两次运行之间也有这样大的差异（--aa），因此不能断定确有损失',
  },
}
