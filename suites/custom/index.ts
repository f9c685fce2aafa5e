/**
 * People's ratings of answers to prompts of one's own.
 *
 *     xeval pull own-prompts --from my-prompts.csv      then: xeval run custom --before REF --after REF
 */
import { defineBenchmark, defineSuite, mean } from 'xeval'
import prompts from 'xeval/datasets/own-prompts'
import human from 'xeval/judges/human'
import ratingLlm from 'xeval/judges/rating-llm'

const benchmark = defineBenchmark<number>({
  name: 'own-prompts',
  version: 1,
  description: 'Prompts of your own',
  dataset: prompts,
  prompts: [],
  judges: [human, ratingLlm],
  demoJudge: human.name,
  defaultJudge: human.name,
  metrics: [mean('rating', 'higher-is-better', ({ judgment }) => judgment.label, 'number', 'Rating on 0–100')],
  limit: 'all',
  maxTokens: 4096,
})

export default defineSuite({
  name: 'custom',
  version: 1,
  title: 'Own prompts',
  description: 'Human ratings (0–100) of answers to your own prompts',
  benchmarks: [benchmark],
})
