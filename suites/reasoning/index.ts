/**
 * Accuracy at a token budget, after Table 1 of O1 Replication Journey, Part 2 (Huang et al., 2024)
 * https://arxiv.org/abs/2411.16489
 *
 *   xeval run reasoning --model http://localhost:8000/v1 --epochs 8 --temperature 0.6
 */
import { defineSuite } from 'xeval'
import aime2024 from 'xeval/datasets/aime2024'
import gsm8k from 'xeval/datasets/gsm8k'
import math500 from 'xeval/datasets/math500'
import { analyse } from './analyse.ts'
import { mathBenchmark } from './benchmark.ts'

export type { Answer, Question } from './answers.ts'
export { answersOf, questionsOf, votesOf } from './answers.ts'
export { type BudgetMatch, budgetMatch, type JointChange, jointChange } from './before-after.ts'
export { accuracyCurve, type Curve, type CurvePoint } from './curve.ts'
export { type NamedCurve, svgFigure, textFigure } from './figure.ts'
export { type Table1Cell, type Table1Row, table1, table1Cell } from './table1.ts'

export default defineSuite({
  name: 'reasoning',
  version: 1,
  title: 'Reasoning',
  description: 'Accuracy on mathematics, from word problems to competitions, and its token cost, with pass@k and maj@k',
  benchmarks: [
    mathBenchmark(aime2024, 'AIME I and II of 2024, answers 0–999', 'boxed-integer.v1.md'),
    mathBenchmark(math500, 'MATH-500, seven subjects at five levels', 'boxed.v1.md'),
    mathBenchmark(gsm8k, 'GSM8K, word problems with whole numbers', 'boxed.v1.md'),
  ],
  analyse,
  demo: {
    before: new URL('./demo/before.jsonl', import.meta.url),
    after: new URL('./demo/after.jsonl', import.meta.url),
    provenance: {
      en: 'Answers of SmolLM2-135M-Instruct, a very small model, to bundled samples: before without a system prompt from xeval, after with one that asks for few words',
      zh: '小模型 SmolLM2-135M-Instruct 对内置样本的回答：“微调前”不加系统提示词，“微调后”的系统提示词要求言简意赅',
    },
    limit: 12,
  },
})
