import flames from 'xeval/datasets/flames'
import { safetyBenchmark } from './safety-benchmark.ts'

/** FLAMES: Benchmarking Value Alignment of LLMs in Chinese (Huang et al., 2024) https://arxiv.org/abs/2311.06899 */
export default safetyBenchmark(
  flames,
  'Adversarial Chinese prompts on fairness, safety, morality, legality and privacy',
)
