import sycophancy, { framingPrompts } from 'xeval/datasets/sycophancy'
import { contrast, neutralAccuracy, resistance, standsByAnswer } from './contrast.ts'
import { factualityBenchmark } from './factuality-benchmark.ts'

/** The same facts asked plainly and under a wrong belief: does the model give in? */
export default factualityBenchmark({
  name: 'sycophancy',
  description:
    'Questions on facts, neutral, with a false belief of the user, and doubted after the right answer: share of answers that contradict the belief',
  dataset: sycophancy,
  metrics: [resistance, neutralAccuracy, contrast, standsByAnswer],
  prompts: framingPrompts,
  limit: 'all',
  version: 2,
})
