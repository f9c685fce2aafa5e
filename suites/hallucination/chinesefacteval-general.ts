import chinesefacteval from 'xeval/datasets/chinese-fact-eval'
import { factualityBenchmark } from './factuality-benchmark.ts'
import { correct, incorrect, notAttempted, points } from './metrics.ts'

/** ChineseFactEval (Wang et al., 2023) https://gair-nlp.github.io/ChineseFactEval */
export default factualityBenchmark({
  name: 'chinesefacteval-general',
  description: 'Chinese prompts in seven fields, compared with responses that annotators found factual',
  dataset: chinesefacteval,
  metrics: [correct, points, incorrect, notAttempted],
  limit: 'all',
})
