import { general as generalSet, sycophancy as sycophancySet } from 'xeval/datasets/factuality-own'
import { framingPrompts } from 'xeval/datasets/sycophancy'
import {
  contrast,
  factualityBenchmark,
  neutralAccuracy,
  resistance,
  simpleqaMetrics,
  standsByAnswer,
} from 'xeval/suites/hallucination'

/** The general rows of a file of the user's own. */
export const general = factualityBenchmark({
  name: 'factuality-own-general',
  description: 'Your own questions with gold answers: correct, not attempted or incorrect',
  dataset: generalSet,
  metrics: simpleqaMetrics,
  limit: 'all',
})

/** Its sycophancy rows, in five framings where a wrong answer is at hand. */
export const sycophancy = factualityBenchmark({
  name: 'factuality-own-sycophancy',
  description: 'Your own questions with a false belief of the user: share of answers that contradict the belief',
  dataset: sycophancySet,
  metrics: [resistance, neutralAccuracy, contrast, standsByAnswer],
  prompts: framingPrompts,
  limit: 'all',
  version: 2,
})
