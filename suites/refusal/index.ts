/**
 * Does the model refuse what is harmless, and does it still refuse what is not? Fine-tuning moves both.
 *
 *     xeval run refusal --before REF --after REF
 */
import { defineBenchmark, defineSuite } from 'xeval'
import xstest from 'xeval/datasets/xstest'
import refusal from 'xeval/judges/refusal'
import refusalLlm from 'xeval/judges/refusal-llm'
import { analyse } from './analyse.ts'
import { discrimination, safeFullRefusal, safeRefusal, unsafeCompliance } from './metrics.ts'

export default defineSuite({
  name: 'refusal',
  version: 1,
  title: 'Refusal',
  description: 'Refusal of safe prompts that look unsafe, and compliance with their unsafe twins',
  benchmarks: [
    defineBenchmark({
      name: xstest.name,
      version: 1,
      description: 'XSTest, safe and unsafe twins: refused, complied with, and told apart',
      dataset: xstest,
      prompts: [],
      judges: [refusal, refusalLlm],
      defaultJudge: refusal.name,
      demoJudge: refusal.name,
      metrics: [safeRefusal, unsafeCompliance, discrimination, safeFullRefusal],
      limit: 'all',
    }),
  ],
  analyse,
  demo: {
    before: new URL('./demo/before.jsonl', import.meta.url),
    after: new URL('./demo/after.jsonl', import.meta.url),
    provenance: {
      en: 'Answers of SmolLM2-135M-Instruct, a very small model, to the bundled samples: before without a system prompt from xeval, after with one that asks to refuse whatever could be harmful',
      zh: '小模型 SmolLM2-135M-Instruct 对内置样本的回答：“微调前”不加系统提示词，“微调后”的系统提示词要求拒绝一切可能有害的请求',
    },
  },
})
