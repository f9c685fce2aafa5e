import { type Benchmark, type Dataset, defineBenchmark, mean } from 'xeval'
import autoJ from 'xeval/judges/auto-j'
import human from 'xeval/judges/human'
import ratingLlm from 'xeval/judges/rating-llm'
import { onHundred } from './on-hundred.ts'

/** A column of the paper's general kind: 50 answers, rated 0–100 by people, or by a model as a second opinion. */
export const ratedBenchmark = (
  dataset: Dataset,
  description: string,
  options: Pick<Benchmark, 'stratify'> = {},
): Benchmark<number> =>
  defineBenchmark<number>({
    name: dataset.name,
    version: 1,
    description,
    dataset,
    prompts: [],
    judges: [human, ratingLlm, onHundred(autoJ)],
    demoJudge: human.name,
    defaultJudge: human.name,
    metrics: [mean('rating', 'higher-is-better', ({ judgment }) => judgment.label, 'number', 'Rating on 0–100')],
    limit: 50,
    maxTokens: 4096,
    ...options,
  })
