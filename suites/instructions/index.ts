/**
 * Does the model still do what it is told: instructions whose following a rule can check.
 *
 *     xeval run instructions --before REF --after REF
 */
import { defineBenchmark, defineSuite } from 'xeval'
import ifbench from 'xeval/datasets/ifbench'
import ifeval from 'xeval/datasets/ifeval'
import instructionRules from 'xeval/judges/instruction-rules'
import { analyse } from './analyse.ts'
import { instructionLoose, instructionStrict, promptLoose, promptStrict } from './metrics.ts'

const judged = {
  version: 1,
  prompts: [],
  judges: [instructionRules],
  demoJudge: instructionRules.name,
  limit: 'all',
  maxTokens: 4096,
} as const

export default defineSuite({
  name: 'instructions',
  version: 1,
  title: 'Instruction following',
  description:
    'Share of prompts whose formal instructions are followed, checked by rule: the kinds of IFEval and IFBench',
  benchmarks: [
    defineBenchmark({
      ...judged,
      name: ifeval.name,
      description: 'IFEval, 25 kinds of instructions; prompt and instruction level, strict and loose',
      dataset: ifeval,
      metrics: [promptStrict, instructionStrict, promptLoose, instructionLoose],
    }),
    defineBenchmark({
      ...judged,
      name: ifbench.name,
      description: 'IFBench, 58 kinds of instructions that models are rarely trained on; prompt level, loose',
      dataset: ifbench,
      metrics: [promptLoose, promptStrict, instructionLoose, instructionStrict],
    }),
  ],
  analyse,
  demo: {
    before: new URL('./demo/before.jsonl', import.meta.url),
    after: new URL('./demo/after.jsonl', import.meta.url),
    provenance: {
      en: 'Answers of SmolLM2-135M-Instruct, a very small model, to bundled samples: before without a system prompt from xeval, after with one that asks for few words',
      zh: '小模型 SmolLM2-135M-Instruct 对内置样本的回答：“微调前”不加系统提示词，“微调后”的系统提示词要求言简意赅',
    },
    limit: 10,
  },
})
