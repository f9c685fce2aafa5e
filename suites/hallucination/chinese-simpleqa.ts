import chineseSimpleqa from 'xeval/datasets/chinese-simpleqa'
import evalGrader from 'xeval/judges/chinese-simpleqa-eval-grader'
import leaderboardGrader from 'xeval/judges/chinese-simpleqa-grader'
import { factualityBenchmark } from './factuality-benchmark.ts'
import { simpleqaMetrics } from './metrics.ts'

/** Chinese SimpleQA (He et al., 2024) https://arxiv.org/abs/2411.07140 */
export default factualityBenchmark({
  name: 'chinese-simpleqa',
  description: 'Short Chinese questions with one answer: correct, not attempted or incorrect',
  dataset: chineseSimpleqa,
  metrics: simpleqaMetrics,
  graders: [leaderboardGrader, evalGrader],
  limit: 'all',
})
