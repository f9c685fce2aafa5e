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
      'a loss as large as the margin is ruled out by the scored answers; what the missing ones could make of this metric has no bounds',
    zh: () => '已评分的回答排除了达到界值的损失；缺失的回答对该指标的影响没有界限',
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
    en: () => 'worse, within the margin: a loss as large as it is ruled out',
    zh: () => '变差，但在界值内：已排除达到界值的损失',
  },
  'moved-within': {
    en: () => 'changed, within the margin: a change as large as it is ruled out',
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
      `不能排除达到界值的损失${v('needed') === '' ? '' : `；若差值保持不变，约 ${grouped(v('needed'))} 对样本可以排除`}`,
  },
  'no-answer': { en: v => `${v('share')} of the samples have no answer`, zh: v => `${v('share')} 的样本没有回答` },
  'no-score': { en: v => `${v('share')} of the samples have no score`, zh: v => `${v('share')} 的样本没有评分` },
  hidden: {
    en: v =>
      `${v('lost') === 0 ? 'missing epochs' : `${v('lost')} missing answers`} could hide a loss as large as the margin (before ${v('before')}, after ${v('after')})`,
    zh: v =>
      `${v('lost') === 0 ? '缺失的轮次' : `缺失的 ${v('lost')} 个回答`}可能掩盖达到界值的损失（微调前 ${v('before')}，微调后 ${v('after')}）`,
  },
  'relative-not-ruled-out': {
    en: v => `a loss of ${v('limit')} of the value before is not ruled out (up to ${v('worst')})`,
    zh: v => `不能排除相对于微调前 ${v('limit')} 的损失（最多 ${v('worst')}）`,
  },
  'relative-undefined': {
    en: () => 'the value before is 0 or the samples are too few: a relative loss has no meaning',
    zh: () => '微调前的数值为 0 或样本过少：相对损失没有意义',
  },
  'relative-no-test': {
    en: () => 'people’s ratings: a relative loss is not tested for them; give a margin instead',
    zh: () => '人工评分：不做相对损失的检验；请改用界值',
  },
  missing: { en: () => 'required, and not compared in both runs', zh: () => '必需的基准，但两次运行中未能比较' },
  'missing-bundled': {
    en: v => `required, and only the bundled sample was run: xeval pull ${v('dataset')}`,
    zh: v => `必需的基准，但只运行了内置样本：xeval pull ${v('dataset')}`,
  },
  'no-limit': { en: () => 'no margin to hold it against', zh: () => '没有可用于判断的界值' },
  'not-compared': { en: v => `${v('en')}`, zh: v => `${v('zh')}` },
  'within-noise': {
    en: () => 'worse, but two runs of one model differ as much (--aa), so that the loss is not sure',
    zh: () => '变差，但同一模型的两次运行也有这样大的差异（--aa），因此不能确定确有损失',
  },
}
