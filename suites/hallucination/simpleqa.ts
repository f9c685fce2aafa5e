import simpleqa from 'xeval/datasets/simpleqa'
import simpleqaGrader from 'xeval/judges/simpleqa-grader'
import { factualityBenchmark } from './factuality-benchmark.ts'
import { simpleqaMetrics } from './metrics.ts'

/** SimpleQA (Wei et al., 2024) https://arxiv.org/abs/2411.04368 */
export default factualityBenchmark({
  name: 'simpleqa',
  description: 'Short English questions with one answer: correct, not attempted or incorrect',
  dataset: simpleqa,
  metrics: simpleqaMetrics,
  graders: [simpleqaGrader],
  limit: 'all',
})
