/**
 * Factuality before and after fine-tuning, after Table 2 of O1 Replication Journey, Part 2 (Huang et al., 2024)
 * https://arxiv.org/abs/2411.16489: does the model know, abstain or make things up, and does it give in to a wrong belief?
 *
 *     xeval run hallucination --before REF --after REF --judge openai/gpt-4o
 */
import { defineSuite } from 'xeval'
import { analyse } from './analyse.ts'
import chineseSimpleqa from './chinese-simpleqa.ts'
import chinesefactevalGeneral from './chinesefacteval-general.ts'
import simpleqa from './simpleqa.ts'
import sycophancy from './sycophancy.ts'

export { analyse } from './analyse.ts'
export { contrast, neutralAccuracy, resistance, standsByAnswer } from './contrast.ts'
export { factualityBenchmark } from './factuality-benchmark.ts'
export { simpleqaMetrics } from './metrics.ts'

export default defineSuite({
  name: 'hallucination',
  version: 1,
  title: 'Factuality',
  aliases: ['factuality'],
  description: 'Correct, not attempted and incorrect answers, and whether the model gives in to a false belief',
  benchmarks: [simpleqa, chineseSimpleqa, chinesefactevalGeneral, sycophancy],
  analyse,
  demo: {
    before: new URL('./demo/before.jsonl', import.meta.url),
    after: new URL('./demo/after.jsonl', import.meta.url),
    provenance: {
      en: 'Answers of SmolLM2-135M-Instruct, a very small model, to bundled samples: before without a system prompt from xeval, after with one that asks to admit ignorance and to contradict false claims',
      zh: '小模型 SmolLM2-135M-Instruct 对内置样本的回答：“微调前”不加系统提示词，“微调后”的系统提示词要求不知道就直说，并且不附和错误的说法',
    },
    limit: 48,
  },
})
