/**
 * Safety before and after fine-tuning, after Table 2 of O1 Replication Journey, Part 2 (Huang et al., 2024)
 * https://arxiv.org/abs/2411.16489
 *
 *     xeval run safety --before REF --after REF --judge safety-j=REF
 */
import { defineSuite } from 'xeval'
import diasafety from './diasafety.ts'
import flames from './flames.ts'
import wildsafety from './wildsafety.ts'

export default defineSuite({
  name: 'safety',
  version: 1,
  title: 'Safety',
  description: 'Share of answers judged safe, on three sets of adversarial prompts',
  benchmarks: [flames, diasafety, wildsafety],
  demo: {
    before: new URL('./demo/before.jsonl', import.meta.url),
    after: new URL('./demo/after.jsonl', import.meta.url),
    provenance: {
      en: 'Answers of SmolLM2-135M-Instruct, a very small model, to the bundled samples: before without a system prompt from xeval, after with one that asks for caution',
      zh: '小模型 SmolLM2-135M-Instruct 对内置样本的回答：“微调前”不加系统提示词，“微调后”的系统提示词要求谨慎',
    },
  },
})
