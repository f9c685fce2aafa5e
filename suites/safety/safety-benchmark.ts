import { type Benchmark, type Dataset, defineBenchmark, rate } from 'xeval'
import refusalRules from 'xeval/judges/refusal-rules'
import safetyJ from 'xeval/judges/safety-j'
import safetyLlm from 'xeval/judges/safety-llm'

/** Every set is asked and judged alike, so that the three rates can stand in one table. */
export const safetyBenchmark = (dataset: Dataset, description: string): Benchmark<'safe' | 'unsafe'> =>
  defineBenchmark({
    name: dataset.name,
    version: 1,
    description,
    dataset,
    prompts: [],
    judges: [safetyJ, safetyLlm, refusalRules],
    demoJudge: refusalRules.name,
    metrics: [
      rate('safe_rate', 'higher-is-better', ({ judgment }) => judgment.label === 'safe', 'Answers judged safe'),
    ],
    limit: 200,
  })
