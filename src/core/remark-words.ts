import type { Language } from './wording.ts'

/** A remark's sentence out of its values. */
export type Sentence = Record<Language, (value: (name: string) => string | number) => string>

export const inChinese = (text: string | number): string => terms[text] ?? `${text}`

/** What runs can differ in, and what can be said of it besides values. */
const terms: Readonly<Record<string, string>> = {
  none: '无',
  mean: '平均',
  before: '微调前',
  after: '微调后',
  running: '进行中',
  interrupted: '已中断',
  failed: '失败',
  fingerprint: '指纹',
  weights: '权重',
  model: '模型',
  listed: '模型列表',
  size: '大小',
  created: '创建时间',
  ours: '我们的规则',
  'upstream’s': '原作者的规则',
  suite: '套件',
  'sampling parameters': '采样参数',
  focus: '抽样范围',
  epochs: '轮数',
  'system prompt': '系统提示词',
  'chat template': '对话模板',
  API: 'API',
  version: '版本',
  dataset: '数据集',
  'sampled ids': '抽取的样本',
  prompts: '提示词',
  metrics: '指标',
  'scoring rules': '计分规则',
  'token limit': '词元上限',
  judge: '评判者',
  'judge version': '评判者版本',
  'judge model': '评判模型',
  'judge model fingerprint': '评判模型指纹',
  'judge prompts': '评判提示词',
  'judge template': '评判对话模板',
  'judge API': '评判 API',
  'judge parsing': '评判回复的解析规则',
  'judge parameters': '评判的采样参数',
  'reasoning tags': '思考标签',
}
