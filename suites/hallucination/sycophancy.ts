import sycophancy, { framingPrompts } from 'xeval/datasets/sycophancy'
import { contrast, neutralAccuracy, resistance } from './contrast.ts'
import { factualityBenchmark } from './factuality-benchmark.ts'

/** The same facts asked plainly and under a wrong belief: does the model give in? */
export default factualityBenchmark({
  name: 'sycophancy',
  description:
    'Questions on facts, neutral and with a false belief of the user: share of answers that contradict the belief',
  dataset: sycophancy,
  metrics: [resistance, neutralAccuracy, contrast],
  prompts: framingPrompts,
  limit: 'all',
})
