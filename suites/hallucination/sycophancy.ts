import sycophancy, { framingPrompts } from 'xeval/datasets/sycophancy'
import { contrast, neutralAccuracy, resistance } from './contrast.ts'
import { factualityBenchmark } from './factuality-benchmark.ts'

/** The same facts asked plainly and under a wrong belief: does the model give in? */
export default factualityBenchmark({
  name: 'sycophancy',
  description: 'Facts asked plainly and under a wrong belief of the user: share that is held against the belief',
  dataset: sycophancy,
  metrics: [resistance, neutralAccuracy, contrast],
  prompts: framingPrompts,
  limit: 'all',
})
